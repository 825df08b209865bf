import type { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { PolicyContext } from "../context.ts";
import { versionMessage } from "./messages/version.ts";

/** Gives a version with its texts. */
export const getPolicyVersion: Handler<
  PolicyContext,
  (typeof PolicyService)["method"]["getPolicyVersion"]
> = async (context, request, call) => ({
  version: versionMessage(await context.versions.get(customerOf(call), request.policyVersionId)),
});
