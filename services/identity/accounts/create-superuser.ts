import { create } from "@bufbuild/protobuf";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { CreateUserRequestSchema } from "#gen/countersign/identity/v1/identity_requests_pb.ts";
import { serviceActor } from "../../../runtime/auth/principal.ts";
import { alreadyExists } from "../../../runtime/errors.ts";
import { DuplicateKeyError } from "../../../runtime/mongo/change.ts";
import { validateRequest } from "../../../runtime/rpc/validation.ts";
import type { ServiceKit } from "../../../runtime/service.ts";
import { checkStrength } from "../domain/password-strength.ts";
import { events } from "../events.ts";
import { hashPassword } from "../sign-in/passwords.ts";
import { UserStore } from "../store/user-store.ts";
import { newUser } from "./new-user.ts";

/** What creating a platform operator needs: identity's database and a commit on it; no NATS, no running service. */
export type SuperuserKit = Pick<ServiceKit, "database" | "commit" | "clock" | "newId">;

/** Who the new operator is. */
export interface Superuser {
  readonly email: string;
  readonly password: string;
  readonly displayName: string;
}

/**
 * Creates a platform operator under the rules of CreateUser; gives the user's id. Its UserCreated waits in the outbox
 * for the next start. Throws USER_EMAIL_TAKEN when the address has a user, and then changes nothing; INVALID_REQUEST or
 * PASSWORD_TOO_WEAK for what isn't acceptable.
 */
export async function createSuperuser(kit: SuperuserKit, superuser: Superuser): Promise<string> {
  const { email, password, displayName } = superuser;
  const roles = [PermissionRole.PLATFORM_ADMIN];
  const user = { email, displayName, roles };
  validateRequest(CreateUserRequestSchema, create(CreateUserRequestSchema, { user, password }));
  checkStrength(password, { email, displayName });
  const users = new UserStore(kit.database);
  const row = newUser(kit, { ...user, customerId: "", employeeId: "", locale: "" });
  await users.checkFree(row);
  const hashed = { ...row, passwordHash: await hashPassword(password) };
  try {
    await kit.commit({
      changes: [users.insert(hashed)],
      events: [events.userCreated(hashed)],
      actor: serviceActor("identity", "countersign createsuperuser"),
    });
  } catch (error) {
    if (error instanceof DuplicateKeyError) throw alreadyExists("user", "email", email);
    throw error;
  }
  return row._id;
}
