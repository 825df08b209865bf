import type { Interceptor } from "@connectrpc/connect";
import { createConnectQueryKey } from "@connectrpc/connect-query";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { isReason } from "./failure.ts";
import { queries } from "./queries.ts";

const ME = createConnectQueryKey({ schema: IdentityService.method.getMe, cardinality: "finite" });

/**
 * A session may turn out to be limited to setting up an authenticator, because the company demands one since: then it is
 * asked again who is signed in, and the shell shows what is due.
 */
export const noticeLimit: Interceptor = (next) => async (request) => {
  try {
    return await next(request);
  } catch (error) {
    if (isReason(error, "TOTP_ENROLLMENT_REQUIRED")) void queries.invalidateQueries({ queryKey: ME });
    throw error;
  }
};
