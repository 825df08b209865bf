import type { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { RolloutState as WireState } from "#gen/countersign/acknowledgement/v1/rollout_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { AcknowledgementContext } from "../context.ts";
import type { RolloutState } from "../domain/rollout.ts";
import { rolloutMessage } from "./messages.ts";

const STATES: readonly RolloutState[] = ["CLOSED", "COMPLETED", "RUNNING"];

/** Lists rollouts, latest start first. */
export const listRollouts: Handler<
  AcknowledgementContext,
  (typeof AcknowledgementService)["method"]["listRollouts"]
> = async (context, request, call) => {
  const states = STATES.filter((state) => request.states.includes(WireState[state]));
  const filter = { policyId: request.policyId, states };
  const page = await context.rollouts.list(customerOf(call), filter, request);
  return { rollouts: page.items.map(rolloutMessage), nextPageToken: page.nextPageToken };
};
