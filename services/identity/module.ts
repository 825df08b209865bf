import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { ServiceModule } from "../../runtime/service.ts";
import { ensureSigningKey } from "./access-tokens.ts";
import { onCustomerDeleted } from "./consumers/on-customer-deleted.ts";
import { onEmployeeDeactivated } from "./consumers/on-employee-deactivated.ts";
import { onEmployeeDeleted } from "./consumers/on-employee-deleted.ts";
import { onEmployeeReactivated } from "./consumers/on-employee-reactivated.ts";
import { createContext } from "./context.ts";
import { endCustomerSessions } from "./jobs/end-customer-sessions.ts";
import { rotateSigningKeys } from "./jobs/rotate-signing-keys.ts";
import { identityRpc } from "./rpc/index.ts";
import { administrationModel } from "./store/administration-model.ts";
import { attemptModel } from "./store/attempt-model.ts";
import { employmentModel } from "./store/employment-model.ts";
import { refreshTokenModel } from "./store/refresh-token-model.ts";
import { sessionEndingModel } from "./store/session-ending-model.ts";
import { sessionModel } from "./store/session-model.ts";
import { signingKeyModel } from "./store/signing-key-model.ts";
import { userModel } from "./store/user-model.ts";

export { createSuperuser, type Superuser, type SuperuserKit } from "./create-superuser.ts";

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
    signingKeyModel(database),
  ],
  migrations: [],
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
      workers: [endCustomerSessions(context)],
    };
  },
};
