import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { Select, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import {
  AuditStatus,
  type CustomerCompliance,
} from "#gen/countersign/compliance/v1/customer_compliance_pb.ts";
import { useAction } from "../../../app/action.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { dayFromToday } from "../../../app/day.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useTexts } from "../../../app/texts.ts";
import { Dialog } from "../../../components/dialog.tsx";
import { DialogForm } from "../../../components/form-dialog.tsx";
import { StateBlock } from "../../../components/state-block.tsx";
import { toastDone } from "../../../components/toast-store.ts";

/** Plans an audit of something that has none ahead. */
export function ScheduleAudit({
  compliances,
  first,
  onClose,
}: {
  readonly compliances: readonly CustomerCompliance[];
  /** What is chosen already, cpl_…; "" for nothing. */
  readonly first: string;
  readonly onClose: () => void;
}) {
  const t = useTexts("compliance");
  const client = useClient(ComplianceService);
  const fresh = useFresh();
  const free = compliances.filter(({ auditStatus }) => auditStatus !== AuditStatus.SCHEDULED);
  const [of, setOf] = useState(free.some(({ id }) => id === first) ? first : "");
  const [when, setWhen] = useState("");
  const [auditor, setAuditor] = useState("");
  const [notes, setNotes] = useState("");
  const moment = new Date(when);
  const valid = of !== "" && !Number.isNaN(moment.getTime()) && auditor.trim() !== "";
  const action = useAction(async () => {
    await client.scheduleAudit({
      customerComplianceId: of,
      scheduledTime: timestampFromDate(moment),
      auditor: auditor.trim(),
      notes: notes.trim(),
      requestId: newRequestId(),
    });
    await fresh(ComplianceService);
    toastDone(t("schedule.done", { title: compliances.find(({ id }) => id === of)?.title ?? "" }));
    onClose();
  });
  return (
    <Dialog title={t("schedule.title")} onClose={onClose}>
      {free.length === 0 ? (
        <StateBlock kind="empty" title={t("schedule.nothing")} text={t("schedule.nothingText")} small />
      ) : (
        <DialogForm action={action} submit={t("schedule.submit")} disabled={!valid} onClose={onClose}>
          <Select
            data-autofocus
            label={t("schedule.of")}
            description={t("schedule.ofText")}
            required
            searchable
            openOnFocus={false}
            nothingFoundMessage={t("palette.nothing")}
            value={of || null}
            data={free.map(({ id, title }) => ({ value: id, label: title }))}
            onChange={(id) => setOf(id ?? "")}
          />
          <TextInput
            type="datetime-local"
            label={t("schedule.when")}
            description={t("schedule.whenText")}
            required
            min={`${dayFromToday(0)}T00:00`}
            value={when}
            error={action.fault("scheduled_time")}
            onChange={(event) => setWhen(event.currentTarget.value)}
          />
          <TextInput
            label={t("schedule.auditor")}
            description={t("schedule.auditorText")}
            required
            maxLength={200}
            value={auditor}
            error={action.fault("auditor")}
            onChange={(event) => setAuditor(event.currentTarget.value)}
          />
          <Textarea
            label={t("schedule.notes")}
            description={t("schedule.notesText")}
            autosize
            minRows={2}
            maxRows={10}
            maxLength={10_000}
            value={notes}
            error={action.fault("notes")}
            onChange={(event) => setNotes(event.currentTarget.value)}
          />
        </DialogForm>
      )}
    </Dialog>
  );
}
