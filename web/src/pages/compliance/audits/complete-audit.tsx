import { Button, Group, Paper, Radio, Stack, Text, Textarea, Title } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { type Audit, AuditOutcome } from "#gen/countersign/compliance/v1/scheduled_audit_pb.ts";
import { useAction } from "../../../app/action.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useTexts } from "../../../app/texts.ts";
import { EtagConflict } from "../../../components/etag-conflict.tsx";
import { FormProblem } from "../../../components/form-errors.tsx";
import { toastDone } from "../../../components/toast-store.ts";

const OUTCOMES = { PASSED: AuditOutcome.PASSED, FAILED: AuditOutcome.FAILED } as const;

/** Records how a planned audit went. */
export function CompleteAudit({ audit }: { readonly audit: Audit }) {
  const t = useTexts("compliance");
  const client = useClient(ComplianceService);
  const fresh = useFresh();
  const [outcome, setOutcome] = useState<keyof typeof OUTCOMES>();
  const [notes, setNotes] = useState("");
  const action = useAction(async () => {
    if (!outcome) return;
    await client.completeAudit({
      auditId: audit.id,
      outcome: OUTCOMES[outcome],
      notes: notes.trim(),
      etag: audit.etag,
      requestId: newRequestId(),
    });
    await fresh(ComplianceService);
    toastDone(t("audit.completed"));
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void action.run();
  };
  return (
    <Paper withBorder p="md" radius="lg" component="form" onSubmit={submit} noValidate>
      <Stack>
        <div>
          <Title order={3}>{t("audit.complete")}</Title>
          <Text size="sm" c="dimmed">
            {t("audit.completeText")}
          </Text>
        </div>
        {action.isConflict ? (
          <EtagConflict onReload={() => void fresh(ComplianceService).then(action.clear)} />
        ) : (
          <FormProblem problem={action.problem} />
        )}
        <Radio.Group
          label={t("audit.outcome")}
          value={outcome ?? ""}
          error={action.fault("outcome")}
          onChange={(name) => setOutcome(name === "PASSED" ? "PASSED" : "FAILED")}
        >
          <Group mt="xs">
            <Radio value="PASSED" label={t("audits.outcome.PASSED")} />
            <Radio value="FAILED" label={t("audits.outcome.FAILED")} />
          </Group>
        </Radio.Group>
        <Textarea
          label={t("audit.newNotes")}
          description={t("audit.newNotesText")}
          autosize
          minRows={2}
          maxRows={10}
          maxLength={10_000}
          value={notes}
          error={action.fault("notes")}
          onChange={(event) => setNotes(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={action.pending} disabled={!outcome}>
            {t("audit.submit")}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
