import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import {
  type Acknowledgement,
  AcknowledgementSchema,
  AcknowledgementStatus,
  AcknowledgementType,
  CancelReason,
  EvidenceSchema,
  type Evidence as WireEvidence,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import { HistoryAction, type HistoryEntrySchema } from "#gen/countersign/acknowledgement/v1/history_pb.ts";
import type { ReceiptSchema } from "#gen/countersign/acknowledgement/v1/receipt_pb.ts";
import { type RolloutSchema, RolloutState } from "#gen/countersign/acknowledgement/v1/rollout_pb.ts";
import { etagOf } from "../../../runtime/mongo/revision.ts";
import { historyWords } from "../domain/history-words.ts";
import {
  type Evidence,
  type HistoryEntry,
  isOverdue,
  type Obligation,
  type ObligationType,
  type Status,
} from "../domain/obligation.ts";
import type { Rollout } from "../domain/rollout.ts";

/** An obligation on the wire, without evidence; `overdue` as of `now`. */
export function acknowledgementMessage(
  row: Obligation,
  now: Date,
): MessageInitShape<typeof AcknowledgementSchema> {
  return {
    id: row._id,
    customerId: row.customerId,
    employeeId: row.employeeId,
    employeeName: row.person.name,
    employeeEmail: row.person.email,
    department: row.person.department,
    policyId: row.policyId,
    policyTitle: row.text.title,
    policyVersionId: row.text.policyVersionId,
    version: row.text.version,
    materialVersion: row.materialVersion,
    cycle: row.cycle,
    type: AcknowledgementType[row.type],
    status: AcknowledgementStatus[row.status],
    cancelReason: CancelReason[row.cancelReason ?? "UNSPECIFIED"],
    overdue: isOverdue(row, now),
    paused: row.paused,
    dueTime: timestampFromDate(row.dueTime),
    ...(row.openTime ? { openTime: timestampFromDate(row.openTime) } : {}),
    ...(row.signTime ? { signTime: timestampFromDate(row.signTime) } : {}),
    ...(row.renewalDueTime ? { renewalDueTime: timestampFromDate(row.renewalDueTime) } : {}),
    contentSha256: row.text.contentSha256,
    consentText: row.consentText,
    rolloutId: row.rolloutId ?? "",
    createTime: timestampFromDate(row.createTime),
    updateTime: timestampFromDate(row.updateTime),
    etag: etagOf(row),
    revision: BigInt(row.revision),
    escalationLevel: row.chase.level,
    reminderCount: row.chase.reminders,
    ...(row.cancelTime ? { cancelTime: timestampFromDate(row.cancelTime) } : {}),
  };
}

/** An obligation on the wire with its evidence, if it is signed. */
export function fullAcknowledgementMessage(row: Obligation, now: Date): Acknowledgement {
  const message = create(AcknowledgementSchema, acknowledgementMessage(row, now));
  if (row.evidence) message.evidence = evidenceMessage(row.evidence);
  return message;
}

const evidenceMessage = (evidence: Evidence): WireEvidence =>
  create(EvidenceSchema, {
    ...evidence,
    openTime: timestampFromDate(evidence.openTime),
    signTime: timestampFromDate(evidence.signTime),
  });

/** A history entry on the wire. */
export const historyMessage = (
  row: Obligation,
  entry: HistoryEntry,
): MessageInitShape<typeof HistoryEntrySchema> => ({
  acknowledgementId: row._id,
  time: timestampFromDate(entry.time),
  actor: entry.actor,
  action: HistoryAction[entry.action],
  detail: historyWords(entry),
  revision: BigInt(entry.revision),
  dueDate: entry.dueDate ?? "",
  version: entry.version ?? 0,
  earlierVersion: entry.earlierVersion ?? 0,
  reminder: entry.reminder ?? 0,
  byHand: entry.byHand ?? false,
  escalationLevel: entry.escalationLevel ?? 0,
  cancelReason: CancelReason[entry.cancelReason ?? "UNSPECIFIED"],
  comment: entry.comment ?? "",
});

/** A rollout on the wire. */
export function rolloutMessage(row: Rollout): MessageInitShape<typeof RolloutSchema> {
  const { pending, acknowledged, cancelled, exempted } = row.counts;
  return {
    id: row._id,
    customerId: row.customerId,
    policyId: row.policyId,
    policyTitle: row.policyTitle,
    policyVersionId: row.policyVersionId,
    materialVersion: row.materialVersion,
    state: RolloutState[row.state],
    targetCount: pending + acknowledged + cancelled + exempted,
    pendingCount: pending,
    acknowledgedCount: acknowledged,
    cancelledCount: cancelled,
    exemptedCount: exempted,
    startTime: timestampFromDate(row.startTime),
    ...(row.matchedTime ? { matchedTime: timestampFromDate(row.matchedTime) } : {}),
    ...(row.endTime ? { endTime: timestampFromDate(row.endTime) } : {}),
    revision: BigInt(row.revision),
  };
}

/** A receipt on the wire. */
export function receiptMessage(
  row: Obligation,
  jws: string,
  keyId: string,
  publicJwk: string,
): MessageInitShape<typeof ReceiptSchema> {
  return {
    acknowledgementId: row._id,
    jws,
    claimsJson: Buffer.from(jws.split(".")[1] ?? "", "base64url").toString("utf8"),
    publicJwk,
    keyId,
    ...(row.signTime ? { issueTime: timestampFromDate(row.signTime) } : {}),
  };
}

const STATUS_NAMES: Readonly<Partial<Record<AcknowledgementStatus, Status>>> = {
  [AcknowledgementStatus.PENDING]: "PENDING",
  [AcknowledgementStatus.ACKNOWLEDGED]: "ACKNOWLEDGED",
  [AcknowledgementStatus.EXEMPTED]: "EXEMPTED",
  [AcknowledgementStatus.CANCELLED]: "CANCELLED",
};
const TYPE_NAMES: Readonly<Partial<Record<AcknowledgementType, ObligationType>>> = {
  [AcknowledgementType.NEW_JOINER]: "NEW_JOINER",
  [AcknowledgementType.PERIODIC]: "PERIODIC",
  [AcknowledgementType.MANUAL]: "MANUAL",
  [AcknowledgementType.NEW_VERSION]: "NEW_VERSION",
};

/** Statuses as stored, in a fixed order; what is not stated is left out. */
export const statusesOf = (statuses: readonly AcknowledgementStatus[]): Status[] =>
  [...new Set(statuses)].flatMap((status) => STATUS_NAMES[status] ?? []).sort();

/** Types as stored, in a fixed order; what is not stated is left out. */
export const typesOf = (types: readonly AcknowledgementType[]): ObligationType[] =>
  [...new Set(types)].flatMap((type) => TYPE_NAMES[type] ?? []).sort();
