import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { type Implementation, implement } from "../../../runtime/rpc/handler.ts";
import type { IdentityContext } from "../context.ts";
import { createSession } from "./create-session.ts";
import { createUser } from "./create-user.ts";
import { deactivateUser } from "./deactivate-user.ts";
import { getJwks } from "./get-jwks.ts";
import { getMe } from "./get-me.ts";
import { listUsers } from "./list-users.ts";
import { refreshSession } from "./refresh-session.ts";
import { revokeSession } from "./revoke-session.ts";
import { updateUser } from "./update-user.ts";

/** The identity service: one line per RPC. */
export const identityRpc = (context: IdentityContext): Implementation =>
  implement(IdentityService, context, {
    createSession,
    refreshSession,
    revokeSession,
    getMe,
    createUser,
    listUsers,
    updateUser,
    deactivateUser,
    getJwks,
  });
