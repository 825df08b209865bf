import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { type Implementation, implement } from "../../../runtime/rpc/handler.ts";
import type { IdentityContext } from "../context.ts";
import { acceptInvitation } from "./accept-invitation.ts";
import { beginLogin } from "./begin-login.ts";
import { changePassword } from "./change-password.ts";
import { confirmTotp } from "./confirm-totp.ts";
import { createApiKey } from "./create-api-key.ts";
import { createIdentityProvider } from "./create-identity-provider.ts";
import { createRole } from "./create-role.ts";
import { createSession } from "./create-session.ts";
import { createUser } from "./create-user.ts";
import { deactivateUser } from "./deactivate-user.ts";
import { deleteIdentityProvider } from "./delete-identity-provider.ts";
import { deleteRole } from "./delete-role.ts";
import { disableTotp } from "./disable-totp.ts";
import { enrollTotp } from "./enroll-totp.ts";
import { exchangeApiKey } from "./exchange-api-key.ts";
import { finishLogin } from "./finish-login.ts";
import { finishMagicLink } from "./finish-magic-link.ts";
import { getAccountLink } from "./get-account-link.ts";
import { getJwks } from "./get-jwks.ts";
import { getMe } from "./get-me.ts";
import { getTotp } from "./get-totp.ts";
import { getUser } from "./get-user.ts";
import { inviteUser } from "./invite-user.ts";
import { listApiKeys } from "./list-api-keys.ts";
import { listIdentityProviders } from "./list-identity-providers.ts";
import { listInvitations } from "./list-invitations.ts";
import { listPermissions } from "./list-permissions.ts";
import { listRoles } from "./list-roles.ts";
import { listSessions } from "./list-sessions.ts";
import { listUserSessions } from "./list-user-sessions.ts";
import { listUsers } from "./list-users.ts";
import { refreshSession } from "./refresh-session.ts";
import { regenerateRecoveryCodes } from "./regenerate-recovery-codes.ts";
import { removeUserTotp } from "./remove-user-totp.ts";
import { requestMagicLink } from "./request-magic-link.ts";
import { requestPasswordReset } from "./request-password-reset.ts";
import { resendInvitation } from "./resend-invitation.ts";
import { resetPassword } from "./reset-password.ts";
import { revokeApiKey } from "./revoke-api-key.ts";
import { revokeInvitation } from "./revoke-invitation.ts";
import { revokeSession } from "./revoke-session.ts";
import { revokeUserSessions } from "./revoke-user-sessions.ts";
import { unlinkLogin } from "./unlink-login.ts";
import { updateIdentityProvider } from "./update-identity-provider.ts";
import { updateRole } from "./update-role.ts";
import { updateUser } from "./update-user.ts";

/** The identity service: one line per RPC. */
export const identityRpc = (context: IdentityContext): Implementation =>
  implement(IdentityService, context, {
    createSession,
    refreshSession,
    revokeSession,
    listSessions,
    listUserSessions,
    revokeUserSessions,
    changePassword,
    requestPasswordReset,
    resetPassword,
    requestMagicLink,
    finishMagicLink,
    getAccountLink,
    getTotp,
    enrollTotp,
    confirmTotp,
    disableTotp,
    regenerateRecoveryCodes,
    removeUserTotp,
    inviteUser,
    acceptInvitation,
    listInvitations,
    resendInvitation,
    revokeInvitation,
    beginLogin,
    finishLogin,
    createIdentityProvider,
    listIdentityProviders,
    updateIdentityProvider,
    deleteIdentityProvider,
    unlinkLogin,
    getMe,
    createUser,
    getUser,
    listUsers,
    updateUser,
    deactivateUser,
    getJwks,
    listPermissions,
    createRole,
    listRoles,
    updateRole,
    deleteRole,
    createApiKey,
    listApiKeys,
    revokeApiKey,
    exchangeApiKey,
  });
