import {
  type Audit,
  AuditOutcome,
  AuditOutcomeSchema,
  AuditState,
} from "#gen/countersign/compliance/v1/scheduled_audit_pb.ts";
import { enumName } from "../../../app/enum-name.ts";
import { useTexts } from "../../../app/texts.ts";
import { StatusBadge } from "../../../components/status-badge.tsx";

/** Planned, or how it went. */
export function AuditStateBadge({ audit: { state, outcome } }: { readonly audit: Audit }) {
  const t = useTexts("compliance");
  if (state !== AuditState.COMPLETED)
    return <StatusBadge tone="waiting">{t("audits.state.SCHEDULED")}</StatusBadge>;
  return (
    <StatusBadge tone={outcome === AuditOutcome.PASSED ? "good" : "bad"}>
      {t(`audits.outcome.${enumName(AuditOutcomeSchema, outcome)}`)}
    </StatusBadge>
  );
}
