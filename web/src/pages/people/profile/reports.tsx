import { useQuery } from "@connectrpc/connect-query";
import { Anchor, Group } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { useTexts } from "../../../app/texts.ts";
import { Section } from "../../../components/section.tsx";
import { WORKING } from "../employees/employee-status.tsx";

/** Whom an employee manages directly; nothing where that is nobody. */
export function Reports({ managerId }: { readonly managerId: string }) {
  const t = useTexts("people");
  const { data } = useQuery(EmployeeService.method.listEmployees, {
    managerId,
    statuses: WORKING,
    pageSize: 200,
  });
  if (!data || data.employees.length === 0) return null;
  return (
    <Section title={t("person.reports")}>
      <Group component="ul" gap="sm" m={0} p={0} style={{ listStyle: "none" }}>
        {data.employees.map(({ id, name }) => (
          <li key={id}>
            <Anchor component={Link} to={`/employees/${id}`}>
              {name}
            </Anchor>
          </li>
        ))}
      </Group>
    </Section>
  );
}
