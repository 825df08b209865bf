import { clone } from "@bufbuild/protobuf";
import { CreateUserRequestSchema } from "#gen/countersign/identity/v1/identity_requests_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import { type IdentityContext, realmOf } from "../context.ts";
import { checkStrength } from "../domain/password-strength.ts";
import { checkGrantable } from "../domain/roles.ts";
import { link } from "../employment.ts";
import { events } from "../events.ts";
import { newUser } from "../new-user.ts";
import { hashPassword } from "../passwords.ts";
import { userMessage } from "./messages.ts";

const { method } = IdentityService;

/** Creates a user who can sign in at once. */
export const createUser: Handler<IdentityContext, typeof method.createUser> = (context, request, call) => {
  const customerId = realmOf(call);
  const { email = "", displayName = "", roles = [], employeeId = "", locale = "" } = request.user ?? {};
  checkGrantable(customerId, roles);
  checkStrength(request.password);
  let hashed: Promise<string> | undefined;
  // What is remembered of a request is a plain digest: the password must not be in it.
  const remembered = { ...clone(CreateUserRequestSchema, request), password: "" };
  return write(context, call, method.createUser, remembered, async () => {
    const row = newUser(context, { customerId, email, displayName, roles, employeeId, locale });
    await context.users.checkFree(row);
    const linked = await link(context, customerId, employeeId);
    hashed ??= hashPassword(request.password);
    const user = { ...row, passwordHash: await hashed };
    return {
      changes: [...linked, context.users.insert(user)],
      events: [events.userCreated(user)],
      response: { user: userMessage(user) },
    };
  });
};
