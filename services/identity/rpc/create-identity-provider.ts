import { clone } from "@bufbuild/protobuf";
import { CreateIdentityProviderRequestSchema } from "#gen/countersign/identity/v1/identity_provider_requests_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { resourceExhausted } from "../../../runtime/errors.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import { type IdentityContext, isOperator } from "../context.ts";
import { checkIssuer, normalized } from "../domain/identity-provider.ts";
import { proveDomains } from "../sso/email-domain-proof.ts";
import { discover, freedDomains, settingsIn } from "../sso/identity-providers.ts";
import { loginEvents } from "../sso/login-events.ts";
import { checkMayDecideLogins } from "../sso/login-rights.ts";
import { redirectUriOf } from "../sso/redirect-uri.ts";
import { type IdentityProviderRow, secretAbout } from "../store/identity-provider-model.ts";
import { identityProviderMessage } from "./identity-provider-messages.ts";

const { method } = IdentityService;

/** Providers that a customer may have. */
const MOST_PROVIDERS = 20;

/** Gives a customer an identity provider, once its discovery document was found in order. */
export const createIdentityProvider: Handler<IdentityContext, typeof method.createIdentityProvider> = async (
  context,
  request,
  call,
) => {
  const customerId = customerOf(call);
  const { identityProvider: asked } = request;
  if (!asked) throw new Error("the contract requires identity_provider");
  const settings = normalized(settingsIn(asked));
  checkIssuer(asked.issuer);
  const draft = async (): Promise<IdentityProviderRow> => {
    await checkMayDecideLogins(context, call, settings.groupMappings);
    const all = await context.identityProviders.all(customerId);
    if (all.length >= MOST_PROVIDERS)
      throw resourceExhausted(
        "TOO_MANY_IDENTITY_PROVIDERS",
        `A customer has ${MOST_PROVIDERS} identity providers at most.`,
      );
    if (!isOperator(call)) await proveDomains(context.resolveTxt, customerId, settings.emailDomains);
    const { namesItself } = await discover(context, asked.issuer);
    const now = context.clock.now();
    const _id = context.newId("idp");
    const sealedSecret =
      asked.clientSecret === "" ? "" : context.secrets.seal(asked.clientSecret, secretAbout(_id));
    const times = { createTime: now, updateTime: now };
    return {
      _id,
      customerId,
      issuer: asked.issuer,
      ...settings,
      sealedSecret,
      namesItself,
      ...times,
      revision: 1,
    };
  };
  const answer = (row: IdentityProviderRow) => ({
    identityProvider: identityProviderMessage(row, redirectUriOf(context, row)),
  });
  if (request.validateOnly) {
    const { identityProvider } = answer(await draft());
    await freedDomains(context, "", settings.emailDomains);
    return { identityProvider: { ...identityProvider, id: "", redirectUri: "" } };
  }
  // What is remembered of a request is a plain digest: the secret must not be in it.
  const remembered = clone(CreateIdentityProviderRequestSchema, request);
  if (remembered.identityProvider) remembered.identityProvider.clientSecret = "";
  return write(context, call, method.createIdentityProvider, remembered, async () => {
    const row = await draft();
    const freed = await freedDomains(context, row._id, row.emailDomains);
    return {
      changes: [...freed.changes, context.identityProviders.insert(row)],
      events: [...freed.events, loginEvents(context).providerCreated(row)],
      response: answer(row),
    };
  });
};
