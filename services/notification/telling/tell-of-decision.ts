import type { Approval } from "#gen/countersign/policy/v1/approval_pb.ts";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import type { PolicyVersion } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import type { Effect } from "../../../runtime/events/consumer.ts";
import type { ReceivedEvent } from "../../../runtime/events/event.ts";
import type { NotificationContext } from "../context.ts";
import { MOST_COMMENT } from "../domain/message.ts";
import { events } from "../events.ts";
import { announce } from "./announce.ts";
import { usersOf } from "./recipients.ts";
import { settleEntries } from "./settle.ts";

/** A decision that ended a round of approval. */
export interface Decided {
  readonly policy: Policy;
  readonly version: PolicyVersion;
  readonly approval: Approval | undefined;
  readonly change: "approved" | "rejected";
  /** Who wants to know, `usr_…`; whoever decided is left out. */
  readonly userIds: readonly string[];
}

/** Tells those who want to know, and settles what asked the approvers for a decision on this policy. */
export async function tellOfDecision(
  context: NotificationContext,
  event: ReceivedEvent,
  { policy, version, approval, change, userIds }: Decided,
): Promise<Effect> {
  const decider = approval?.userId ?? event.actor.userId;
  const asked = await settleEntries(context, event.customerId, ["approval_wanted"], [policy.id]);
  const told = await announce(
    context,
    event,
    (await usersOf(context, event.customerId, userIds, [decider])).map((to) => ({
      to,
      message: {
        kind: "policy_update",
        content: {
          change,
          title: version.title || policy.title,
          version: version.number,
          byName: event.actor.name,
          comment: (approval?.comment ?? "").slice(0, MOST_COMMENT),
        },
      },
      resourceId: policy.id,
    })),
  );
  return {
    changes: [...asked.changes, ...told.changes],
    events: [...told.events, ...events.read(event.customerId, event.id, asked.owners)],
  };
}
