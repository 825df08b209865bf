import { Button, Group } from "@mantine/core";
import { IconBellRinging, IconSignature } from "@tabler/icons-react";
import { useState } from "react";
import { AcknowledgementOrder } from "#gen/countersign/acknowledgement/v1/acknowledgement_requests_pb.ts";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { type Employee, EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { useList } from "../../../app/list.ts";
import { useMay } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { Section } from "../../../components/section.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import classes from "../people.module.css";
import { OBLIGATION_MANAGERS } from "../who.ts";
import { AskToSign } from "./ask-to-sign.tsx";
import { dutiesOf, isOpen } from "./duty-list.ts";
import { DutyRow, OtherRow } from "./duty-rows.tsx";
import { useReadAll } from "./read-all.ts";
import { useRemind } from "./remind.ts";
import { useSettling } from "./settling.ts";

/** What applies to an employee, why, and how their signatures stand. */
export function Duties({ employee }: { readonly employee: Employee }) {
  const t = useTexts("people");
  const mayManage = useMay(OBLIGATION_MANAGERS);
  const [asking, setAsking] = useState(false);
  const employeeId = employee.id;
  const policies = useList(
    EmployeeService.method.listAssignedPolicies,
    { employeeId, pageSize: 200 },
    (page) => page.assignedPolicies,
  );
  const requests = useList(
    AcknowledgementService.method.listAcknowledgements,
    { employeeId, pageSize: 200, orderBy: AcknowledgementOrder.LATEST_DUE },
    (page) => page.acknowledgements,
  );
  useReadAll(policies);
  useReadAll(requests);
  useSettling(employee.etag, () => void Promise.all([policies.refetch(), requests.refetch()]));
  const { remind, pending } = useRemind();
  const error = policies.error ?? requests.error;
  const { duties, others } = dutiesOf(policies.rows, requests.rows);
  const open = requests.rows.filter(isOpen).map(({ id }) => id);
  const left = employee.status === EmployeeStatus.INACTIVE;
  const actions = mayManage && !left && (
    <Group gap="xs">
      {open.length > 0 && (
        <Button
          size="xs"
          variant="default"
          loading={pending}
          leftSection={<IconBellRinging size={16} aria-hidden />}
          onClick={() => remind(open)}
        >
          {t("duties.remindAll")}
        </Button>
      )}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconSignature size={16} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        {t("duties.ask")}
      </Button>
    </Group>
  );
  return (
    <>
      <Section title={t("duties.title")} text={t("duties.text")} actions={actions}>
        {error ? (
          <StateBlock
            small
            kind="error"
            error={error}
            onRetry={() => void Promise.all([policies.refetch(), requests.refetch()])}
          />
        ) : policies.isPending || requests.isPending ? (
          <ListSkeleton rows={3} />
        ) : duties.length === 0 ? (
          <StateBlock small kind="empty" title={t("duties.empty")} text={t("duties.emptyText")} />
        ) : (
          <ul className={classes.list}>
            {duties.map((duty) => (
              <DutyRow
                key={duty.policy.policyId}
                duty={duty}
                {...(mayManage ? { onRemind: remind } : {})}
                reminding={pending}
              />
            ))}
          </ul>
        )}
      </Section>
      {others.length > 0 && (
        <Section title={t("duties.earlier")} text={t("duties.earlierText")}>
          <ul className={classes.list}>
            {others.map((one) => (
              <OtherRow
                key={one.id}
                acknowledgement={one}
                {...(mayManage ? { onRemind: remind } : {})}
                reminding={pending}
              />
            ))}
          </ul>
        </Section>
      )}
      {asking && <AskToSign employee={employee} onClose={() => setAsking(false)} />}
    </>
  );
}
