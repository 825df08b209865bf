import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { serviceActor } from "../../../runtime/auth/principal.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { IdentityContext } from "../context.ts";
import { returnPath } from "../domain/return-path.ts";
import { chosenProvider, oidcProvider, unusable } from "../sso/identity-providers.ts";
import { redirectUriOf } from "../sso/redirect-uri.ts";
import { loginAbout } from "../store/login-model.ts";

/** How long somebody may take at the provider. */
const LOGIN_MS = 10 * 60_000;

/** Begins a login at an identity provider. Looks at no user: the answer is the same whoever they are. */
export const beginLogin: Handler<IdentityContext, (typeof IdentityService)["method"]["beginLogin"]> = async (
  context,
  request,
) => {
  const path = returnPath(request.returnPath);
  const row = await chosenProvider(context, request.provider);
  const hint = request.provider.case === "email" ? request.provider.value : "";
  const begun = await context.oidc
    .begin(oidcProvider(context, row), redirectUriOf(context, row), hint)
    .catch((error: unknown) => {
      throw unusable(error);
    });
  const { token, id } = context.logins.newToken();
  const expireTime = new Date(context.clock.now().getTime() + LOGIN_MS);
  const login = {
    _id: id,
    customerId: row.customerId,
    providerId: row._id,
    sealed: context.secrets.seal(JSON.stringify(begun.secrets), loginAbout(id)),
    returnPath: path,
    expireTime,
  };
  const actor = serviceActor("identity", "login");
  await context.commit({ changes: [context.logins.insert(login)], events: [], actor });
  return { authorizationUrl: begun.url, loginToken: token, expireTime: timestampFromDate(expireTime) };
};
