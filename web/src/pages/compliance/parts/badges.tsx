import { CoverageState, CoverageStateSchema } from "#gen/countersign/compliance/v1/coverage_pb.ts";
import {
  AuditStatus,
  AuditStatusSchema,
  ComplianceStatus,
  ComplianceStatusSchema,
  type CustomerCompliance,
} from "#gen/countersign/compliance/v1/customer_compliance_pb.ts";
import { enumName } from "../../../app/enum-name.ts";
import { useTexts } from "../../../app/texts.ts";
import { StatusBadge, type Tone } from "../../../components/status-badge.tsx";
import { dayText } from "../../../time.ts";

const STATUS_TONES: Readonly<Record<number, Tone>> = {
  [ComplianceStatus.PENDING]: "neutral",
  [ComplianceStatus.IN_PROGRESS]: "active",
  [ComplianceStatus.COMPLETED]: "good",
};
const COVERAGE_TONES: Readonly<Record<number, Tone>> = {
  [CoverageState.GAP]: "warning",
  [CoverageState.PLANNED]: "waiting",
  [CoverageState.COVERED]: "good",
};
const AUDIT_TONES: Readonly<Record<number, Tone>> = {
  [AuditStatus.SCHEDULED]: "waiting",
  [AuditStatus.PASSED]: "good",
  [AuditStatus.FAILED]: "bad",
};

/** How far the signatures are. */
export function ComplianceBadge({ status }: { readonly status: ComplianceStatus }) {
  const t = useTexts("compliance");
  return (
    <StatusBadge tone={STATUS_TONES[status] ?? "neutral"}>
      {t(`status.${enumName(ComplianceStatusSchema, status)}`)}
    </StatusBadge>
  );
}

/** Whether a requirement has a policy. */
export function CoverageBadge({ state }: { readonly state: CoverageState }) {
  const t = useTexts("compliance");
  return (
    <StatusBadge tone={COVERAGE_TONES[state] ?? "neutral"}>
      {t(`coverage.${enumName(CoverageStateSchema, state)}`)}
    </StatusBadge>
  );
}

/** The audit ahead or the last one, with its day; nothing when there was none. */
export function AuditBadge({ compliance }: { readonly compliance: CustomerCompliance }) {
  const t = useTexts("compliance");
  const { auditStatus, auditTime } = compliance;
  const tone = AUDIT_TONES[auditStatus];
  if (!tone || !auditTime) return null;
  return (
    <StatusBadge tone={tone}>
      {t(`auditStatus.${enumName(AuditStatusSchema, auditStatus)}`, { day: dayText(auditTime) })}
    </StatusBadge>
  );
}
