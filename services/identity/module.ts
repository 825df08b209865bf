import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { ServiceModule } from "../../runtime/service.ts";
import { ensureSigningKey } from "./access/access-tokens.ts";
import { onCustomerDeleted } from "./consumers/on-customer-deleted.ts";
import { onEmployeeDeactivated } from "./consumers/on-employee-deactivated.ts";
import { onEmployeeDeleted } from "./consumers/on-employee-deleted.ts";
import { onEmployeeReactivated } from "./consumers/on-employee-reactivated.ts";
import { createContext } from "./context.ts";
import { answerLinkRequests } from "./jobs/answer-link-requests.ts";
import { endCustomerSessions } from "./jobs/end-customer-sessions.ts";
import { rotateSigningKeys } from "./jobs/rotate-signing-keys.ts";
import { identityRpc } from "./rpc/index.ts";
import { accountLinkModel } from "./store/account-link-model.ts";
import { administrationModel } from "./store/administration-model.ts";
import { apiKeyModel } from "./store/api-key-model.ts";
import { attemptModel } from "./store/attempt-model.ts";
import { employmentModel } from "./store/employment-model.ts";
import { identityProviderModel } from "./store/identity-provider-model.ts";
import { invitationModel } from "./store/invitation-model.ts";
import { linkRequestModel } from "./store/link-request-model.ts";
import { loginLinkModel } from "./store/login-link-model.ts";
import { loginModel } from "./store/login-model.ts";
import { refreshTokenModel } from "./store/refresh-token-model.ts";
import { roleModel } from "./store/role-model.ts";
import { sealSigningKeys } from "./store/seal-signing-keys.ts";
import { secondFactorModel } from "./store/second-factor-model.ts";
import { sessionEndingModel } from "./store/session-ending-model.ts";
import { sessionModel } from "./store/session-model.ts";
import { signingKeyModel } from "./store/signing-key-model.ts";
import { userModel } from "./store/user-model.ts";

export { createSuperuser, type Superuser, type SuperuserKit } from "./accounts/create-superuser.ts";

/** Users, their sessions, and the keys that prove both. */
export const identityModule: ServiceModule = {
  name: "identity",
  service: IdentityService,
  models: (database) => [
    userModel(database),
    administrationModel(database),
    employmentModel(database),
    sessionModel(database),
    sessionEndingModel(database),
    refreshTokenModel(database),
    attemptModel(database),
    secondFactorModel(database),
    accountLinkModel(database),
    linkRequestModel(database),
    invitationModel(database),
    roleModel(database),
    apiKeyModel(database),
    signingKeyModel(database),
    identityProviderModel(database),
    loginModel(database),
    loginLinkModel(database),
  ],
  migrations: [sealSigningKeys],
  create: async (kit) => {
    const context = await createContext(kit);
    await ensureSigningKey(kit);
    return {
      implementation: identityRpc(context),
      consumers: [
        ...kit.tenants.handlers({ onDeleted: onCustomerDeleted(context) }),
        onEmployeeDeactivated(context),
        onEmployeeDeleted(context),
        onEmployeeReactivated(context),
      ],
      jobs: [rotateSigningKeys(context)],
      workers: [endCustomerSessions(context), answerLinkRequests(context)],
    };
  },
};
