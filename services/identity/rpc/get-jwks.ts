import type { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { IdentityContext } from "../context.ts";
import { jwkMessage } from "./messages.ts";

/** Gives the public keys that access tokens verify with, the one that signs first. */
export const getJwks: Handler<IdentityContext, (typeof IdentityService)["method"]["getJwks"]> = async (
  context,
) => {
  const keys = await context.signingKeys.listForPlatform();
  const signs = (key: (typeof keys)[number]): number => (key.state === "ACTIVE" ? 0 : 1);
  return { keys: keys.sort((a, b) => signs(a) - signs(b)).map(jwkMessage) };
};
