import type { PolicyConfiguration } from "#gen/countersign/policy/v1/policy_configuration_pb.ts";
import {
  PolicyConfigurationActivatedSchema,
  PolicyConfigurationRejectedSchema,
} from "#gen/countersign/policy/v1/policy_events_pb.ts";
import { type Effect, type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { ReceivedEvent } from "../../../runtime/events/event.ts";
import type { NotificationContext } from "../context.ts";
import { settledQuietly } from "../telling/settle.ts";

/** A configuration's value was decided on: nobody is asked for it any more. */
export function onPolicyConfigurationDecided(context: NotificationContext): EventHandler[] {
  const settle = async (
    event: Pick<ReceivedEvent, "id" | "customerId"> & {
      readonly message: { readonly configuration?: PolicyConfiguration | undefined };
    },
  ): Promise<Effect | undefined> =>
    settledQuietly(context, event, ["approval_wanted"], event.message.configuration?.id);
  return [on(PolicyConfigurationActivatedSchema, settle), on(PolicyConfigurationRejectedSchema, settle)];
}
