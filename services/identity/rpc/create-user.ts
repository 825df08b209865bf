import { clone } from "@bufbuild/protobuf";
import { CreateUserRequestSchema } from "#gen/countersign/identity/v1/identity_requests_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import { checkWanted, plannedUser } from "../accounts/planned-user.ts";
import type { IdentityContext } from "../context.ts";
import { checkStrength } from "../domain/password-strength.ts";
import { events } from "../events.ts";
import { hashPassword } from "../sign-in/passwords.ts";
import { userMessage } from "./messages.ts";

const { method } = IdentityService;

/** Creates a user who can sign in at once. */
export const createUser: Handler<IdentityContext, typeof method.createUser> = (context, request, call) => {
  checkWanted(context, call, request.user);
  checkStrength(request.password, request.user);
  let hashed: Promise<string> | undefined;
  // What is remembered of a request is a plain digest: the password must not be in it.
  const remembered = { ...clone(CreateUserRequestSchema, request), password: "" };
  return write(context, call, method.createUser, remembered, async () => {
    const { row, changes } = await plannedUser(context, call, request.user);
    hashed ??= hashPassword(request.password);
    const user = { ...row, passwordHash: await hashed };
    return {
      changes: [...changes, context.users.insert(user)],
      events: [events.userCreated(user)],
      response: { user: userMessage(user) },
    };
  });
};
