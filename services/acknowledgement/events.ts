import { create, fromBinary, type MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import {
  AcknowledgementOpenedSchema,
  AcknowledgementSignedSchema,
  AcknowledgementsCancelledSchema,
  AcknowledgementsEscalatedSchema,
  AcknowledgementsMovedSchema,
  AcknowledgementsRemindedSchema,
  AcknowledgementsRequestedSchema,
  type ReminderSchema,
  RequestedAcknowledgementSchema,
  RolloutCompletedSchema,
  RolloutStartedSchema,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_events_pb.ts";
import { AcknowledgementType, CancelReason } from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { PublishedPolicySchema } from "#gen/countersign/policy/v1/published_policy_pb.ts";
import { type EventDraft, event } from "../../runtime/events/event.ts";
import type { Obligation } from "./domain/obligation.ts";
import type { KnownPolicy, PolicySnapshot } from "./domain/policy.ts";
import type { Rollout } from "./domain/rollout.ts";
import { rolloutMessage } from "./rpc/messages.ts";
import type { DigestRow } from "./store/digest-model.ts";

/** Most items of one event. */
const MOST_ITEMS = 1_000;

/** A person asked to sign; whether an earlier signature of the same material version counts no longer. */
export interface RequestedItem {
  readonly obligation: Obligation;
  readonly replacesSignature: boolean;
}

/** A reminder that is due. */
export interface ReminderItem {
  readonly obligation: Obligation;
  readonly daysUntilDue: number;
}

const aboutObligation = (row: Obligation) => ({ customerId: row.customerId, subject: row._id });

/** All that this service tells others. */
export const events = {
  /** One event per type and rollout of what was asked for. */
  requested: (customerId: string, policy: PolicySnapshot, items: readonly RequestedItem[]): EventDraft[] =>
    groups(items, ({ obligation }) => `${obligation.type}/${obligation.rolloutId ?? ""}`).map((group) => {
      const first = group[0]?.obligation;
      return event(
        AcknowledgementsRequestedSchema,
        { customerId, subject: policy.policyId },
        {
          policy: fromBinary(PublishedPolicySchema, policy.published),
          type: first ? AcknowledgementType[first.type] : AcknowledgementType.UNSPECIFIED,
          acknowledgements: group.map(requestedItem),
          rolloutId: first?.rolloutId ?? "",
        },
      );
    }),

  /** The text was opened for the first time. */
  opened: (row: Obligation, openTime: Date): EventDraft =>
    event(AcknowledgementOpenedSchema, aboutObligation(row), {
      acknowledgementId: row._id,
      employeeId: row.employeeId,
      policyId: row.policyId,
      policyVersionId: row.text.policyVersionId,
      materialVersion: row.materialVersion,
      openTime: timestampFromDate(openTime),
      revision: BigInt(row.revision),
    }),

  /** Somebody signed. */
  signed: (row: Obligation, signTime: Date, receiptKeyId: string): EventDraft =>
    event(AcknowledgementSignedSchema, aboutObligation(row), {
      acknowledgementId: row._id,
      employeeId: row.employeeId,
      name: row.person.name,
      email: row.person.email,
      policyId: row.policyId,
      policyVersionId: row.text.policyVersionId,
      version: row.text.version,
      materialVersion: row.materialVersion,
      cycle: row.cycle,
      type: AcknowledgementType[row.type],
      title: row.text.title,
      contentSha256: row.text.contentSha256,
      dueTime: timestampFromDate(row.dueTime),
      signTime: timestampFromDate(signTime),
      ...(row.renewalDueTime ? { renewalDueTime: timestampFromDate(row.renewalDueTime) } : {}),
      rolloutId: row.rolloutId ?? "",
      revision: BigInt(row.revision),
      receiptKeyId,
    }),

  /** One event per policy, material version and reason of what was cancelled. */
  cancelled: (rows: readonly Obligation[]): EventDraft[] =>
    groups(rows, (row) => `${row.policyId}/${row.materialVersion}/${row.cancelReason}`).flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      return event(
        AcknowledgementsCancelledSchema,
        { customerId: first.customerId, subject: first.policyId },
        {
          policyId: first.policyId,
          title: first.text.title,
          materialVersion: first.materialVersion,
          reason: CancelReason[first.cancelReason ?? "UNSPECIFIED"],
          acknowledgements: group.map((row) => ({
            acknowledgementId: row._id,
            employeeId: row.employeeId,
            cycle: row.cycle,
            revision: BigInt(row.revision),
          })),
        },
      );
    }),

  /** An editorial publication took over pending obligations. */
  moved: (policy: KnownPolicy, count: number): EventDraft =>
    event(
      AcknowledgementsMovedSchema,
      { customerId: policy.customerId, subject: policy.policyId },
      {
        policyId: policy.policyId,
        materialVersion: policy.materialVersion,
        toPolicyVersionId: policy.text.policyVersionId,
        toVersion: policy.text.version,
        title: policy.text.title,
        count,
      },
    ),

  /** Reminders are due; whoever calls gives at most 1,000 and a person's all at once. */
  reminded: (customerId: string, items: readonly ReminderItem[]): EventDraft =>
    event(
      AcknowledgementsRemindedSchema,
      { customerId, subject: customerId },
      { reminders: items.map(reminderMessage) },
    ),

  /** People are late for so long that somebody else must know. */
  escalated: (digest: DigestRow): EventDraft =>
    event(
      AcknowledgementsEscalatedSchema,
      { customerId: digest.customerId, subject: digest.customerId },
      {
        role: roleOf(digest.role),
        level: digest.level,
        daysOverdue: digest.daysOverdue,
        totalCount: digest.totalCount,
        employeeCount: digest.employeeCount,
        acknowledgements: digest.late.map((late) => ({ ...late, dueTime: timestampFromDate(late.dueTime) })),
        runTime: timestampFromDate(digest.runTime),
      },
    ),

  /** A material publication began to ask its audience. */
  rolloutStarted: (rollout: Rollout): EventDraft =>
    event(
      RolloutStartedSchema,
      { customerId: rollout.customerId, subject: rollout._id },
      { rollout: rolloutMessage(rollout) },
    ),

  /** A rollout ended. */
  rolloutCompleted: (rollout: Rollout): EventDraft =>
    event(
      RolloutCompletedSchema,
      { customerId: rollout.customerId, subject: rollout._id },
      { rollout: rolloutMessage(rollout) },
    ),
};

/** Items that belong into one event together, in order, at most 1,000 each. */
function groups<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  return [...Map.groupBy(items, keyOf).values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / MOST_ITEMS) }, (_, i) =>
      group.slice(i * MOST_ITEMS, (i + 1) * MOST_ITEMS),
    ),
  );
}

const requestedItem = ({ obligation, replacesSignature }: RequestedItem) =>
  create(RequestedAcknowledgementSchema, {
    acknowledgementId: obligation._id,
    employeeId: obligation.employeeId,
    name: obligation.person.name,
    email: obligation.person.email,
    dueTime: timestampFromDate(obligation.dueTime),
    cycle: obligation.cycle,
    paused: obligation.paused,
    revision: BigInt(obligation.revision),
    replacesSignature,
  });

const reminderMessage = ({
  obligation,
  daysUntilDue,
}: ReminderItem): MessageInitShape<typeof ReminderSchema> => ({
  acknowledgementId: obligation._id,
  employeeId: obligation.employeeId,
  name: obligation.person.name,
  email: obligation.person.email,
  policyId: obligation.policyId,
  title: obligation.text.title,
  materialVersion: obligation.materialVersion,
  dueTime: timestampFromDate(obligation.dueTime),
  daysUntilDue,
  number: obligation.chase.reminders,
});

function roleOf(role: number): PermissionRole {
  return Object.values(PermissionRole).find((value) => value === role) ?? PermissionRole.UNSPECIFIED;
}
