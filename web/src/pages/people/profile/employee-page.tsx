import { useQuery } from "@connectrpc/connect-query";
import { Alert, Box, Button, Stack } from "@mantine/core";
import { IconLock, IconPlugConnected, IconUserOff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type Employee, EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { isReason } from "../../../app/failure.ts";
import { useParam } from "../../../app/navigation.ts";
import { useMay, useMe } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { opens } from "../../../app/where.ts";
import { Fact, Facts } from "../../../components/facts.tsx";
import { PageHeader } from "../../../components/page-header.tsx";
import { Section } from "../../../components/section.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import { momentText } from "../../../time.ts";
import { EmployeeStatusBadge } from "../employees/employee-status.tsx";
import { OBLIGATION_READERS, PEOPLE_MANAGERS } from "../who.ts";
import { Duties } from "./duties.tsx";
import { EmployeeActions } from "./employee-actions.tsx";
import { EmployeeForm } from "./employee-form.tsx";
import { Reports } from "./reports.tsx";

/** One employee: what they must sign and why, who they are, whom they manage. */
export function EmployeePage() {
  const t = useTexts("people");
  const employeeId = useParam("employeeId");
  const query = useQuery(EmployeeService.method.getEmployee, { employeeId });
  const employee = query.data?.employee;
  if (employee && !query.error) return <Known employee={employee} refetch={query.refetch} />;
  if (query.error && isReason(query.error, "EMPLOYEE_NOT_FOUND"))
    return <StateBlock page kind="not-found" text={t("reason.EMPLOYEE_NOT_FOUND")} />;
  if (query.error)
    return <StateBlock page kind="error" error={query.error} onRetry={() => void query.refetch()} />;
  if (query.fetchStatus === "paused") return <StateBlock page kind="offline" />;
  return (
    <>
      <PageHeader title={t("person.title")} crumbs={[{ to: "/employees", text: t("list.title") }]} />
      <ListSkeleton rows={3} height={160} />
    </>
  );
}

function Known({
  employee,
  refetch,
}: {
  readonly employee: Employee;
  readonly refetch: () => Promise<unknown>;
}) {
  const t = useTexts("people");
  const me = useMe();
  const mayManage = useMay(PEOPLE_MANAGERS);
  const mayReadDuties = useMay(OBLIGATION_READERS);
  const { id, name, status } = employee;
  const provisioned = employee.externalId !== "" || employee.userName !== "";
  return (
    <Box maw="64rem">
      <PageHeader
        title={name}
        crumbs={[{ to: "/employees", text: t("list.title") }]}
        badge={<EmployeeStatusBadge status={status} />}
        text={[employee.email, employee.roles.join(", "), employee.department].filter(Boolean).join(" · ")}
        actions={
          <>
            {opens(me, "/audit") && (
              <Button
                variant="default"
                renderRoot={(props) => <Link to={`/audit?subject=${id}`} {...props} />}
              >
                {t("person.events")}
              </Button>
            )}
            {mayManage && <EmployeeActions employee={employee} />}
          </>
        }
      />
      <Stack gap="lg">
        {status === EmployeeStatus.INACTIVE && (
          <Alert color="gray" icon={<IconUserOff aria-hidden />}>
            {t("person.left", { name })}
          </Alert>
        )}
        {mayReadDuties && <Duties employee={employee} />}
        {!mayManage && (
          <Alert color="gray" icon={<IconLock aria-hidden />}>
            {t("person.readOnly")}
          </Alert>
        )}
        {mayManage && provisioned && (
          <Alert color="indigo" icon={<IconPlugConnected aria-hidden />}>
            {t("person.provisioned")}
          </Alert>
        )}
        <EmployeeForm key={id} employee={employee} readOnly={!mayManage} refetch={refetch} />
        <Reports managerId={id} />
        <Section title={t("person.facts")}>
          <Facts cols={3}>
            <Fact name={t("field.created")}>{momentText(employee.createTime)}</Fact>
            <Fact name={t("field.updated")}>{momentText(employee.updateTime)}</Fact>
            {employee.deactivateTime && (
              <Fact name={t("field.left")}>{momentText(employee.deactivateTime)}</Fact>
            )}
            {employee.userName && <Fact name={t("field.userName")}>{employee.userName}</Fact>}
            {employee.externalId && <Fact name={t("field.externalId")}>{employee.externalId}</Fact>}
            {employee.deprovisionTime && (
              <Fact name={t("field.deprovisioned")}>{momentText(employee.deprovisionTime)}</Fact>
            )}
          </Facts>
        </Section>
      </Stack>
    </Box>
  );
}
