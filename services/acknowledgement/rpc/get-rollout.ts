import type { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { AcknowledgementContext } from "../context.ts";
import { rolloutMessage } from "./messages.ts";

/** Gets a rollout. */
export const getRollout: Handler<
  AcknowledgementContext,
  (typeof AcknowledgementService)["method"]["getRollout"]
> = async (context, request, call) => ({
  rollout: rolloutMessage(await context.rollouts.get(customerOf(call), request.rolloutId)),
});
