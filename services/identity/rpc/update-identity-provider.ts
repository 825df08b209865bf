import { clone } from "@bufbuild/protobuf";
import {
  type IdentityProvider,
  IdentityProviderSchema,
} from "#gen/countersign/identity/v1/identity_provider_pb.ts";
import { UpdateIdentityProviderRequestSchema } from "#gen/countersign/identity/v1/identity_provider_requests_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { type Call, customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { maskedFields } from "../../../runtime/rpc/update-mask.ts";
import { write } from "../../../runtime/write.ts";
import { type IdentityContext, isOperator } from "../context.ts";
import { changedSettings, normalized } from "../domain/identity-provider.ts";
import { proveDomains } from "../sso/email-domain-proof.ts";
import { discover, freedDomains, settingsIn } from "../sso/identity-providers.ts";
import { loginEvents } from "../sso/login-events.ts";
import { checkMayDecideLogins } from "../sso/login-rights.ts";
import { redirectUriOf } from "../sso/redirect-uri.ts";
import { type IdentityProviderRow, secretAbout } from "../store/identity-provider-model.ts";
import { identityProviderMessage } from "./identity-provider-messages.ts";

const { method } = IdentityService;
const FIELDS = [
  "name",
  "clientId",
  "clientSecret",
  "scopes",
  "emailDomains",
  "groupClaim",
  "groupMappings",
  "createUsers",
  "enforced",
  "administratorsEnforced",
  "enabled",
] as const;
type Field = (typeof FIELDS)[number];

/** Changes an identity provider; one that is switched on must be found in order first. */
export const updateIdentityProvider: Handler<IdentityContext, typeof method.updateIdentityProvider> = async (
  context,
  request,
  call,
) => {
  const { identityProvider: asked } = request;
  if (!asked) throw new Error("the contract requires identity_provider");
  const fields = maskedFields(IdentityProviderSchema, asked, request.updateMask, FIELDS);
  const edit = async () => {
    const before = await context.identityProviders.get(customerOf(call), asked.id);
    checkEtag("identity provider", before, request.etag);
    const edited = edits(context, before, asked, fields);
    const changed = changedSettings(before, edited);
    if (before.sealedSecret !== edited.sealedSecret) changed.push("client_secret");
    const nothing = { changes: [], events: [] };
    if (changed.length === 0) return { before, after: before, changed, freed: nothing };
    const freed = await check(context, call, before, edited);
    const after = { ...edited, updateTime: context.clock.now(), revision: before.revision + 1 };
    return { before, after, changed, freed };
  };
  const answer = (row: IdentityProviderRow) => ({
    identityProvider: identityProviderMessage(row, redirectUriOf(context, row)),
  });
  if (request.validateOnly) return answer((await edit()).after);
  // What is remembered of a request is a plain digest: the secret must not be in it.
  const remembered = clone(UpdateIdentityProviderRequestSchema, request);
  if (remembered.identityProvider) remembered.identityProvider.clientSecret = "";
  return write(context, call, method.updateIdentityProvider, remembered, async () => {
    const { before, after, changed, freed } = await edit();
    if (changed.length === 0) return { changes: [], events: [], response: answer(before) };
    return {
      changes: [...freed.changes, context.identityProviders.replace(before, after)],
      events: [...freed.events, loginEvents(context).providerUpdated(after, changed)],
      response: answer(after),
    };
  });
};

function edits(
  context: IdentityContext,
  before: IdentityProviderRow,
  asked: IdentityProvider,
  fields: readonly Field[],
): IdentityProviderRow {
  const wanted = settingsIn(asked);
  const named = Object.fromEntries(
    fields.flatMap((field) => (field === "clientSecret" ? [] : [[field, wanted[field]]])),
  );
  const { clientSecret } = asked;
  const sealed = clientSecret === "" ? "" : context.secrets.seal(clientSecret, secretAbout(before._id));
  const sealedSecret = fields.includes("clientSecret") ? sealed : before.sealedSecret;
  return { ...before, ...normalized({ ...before, ...named }), sealedSecret } as IdentityProviderRow;
}

async function check(
  context: IdentityContext,
  call: Call,
  before: IdentityProviderRow,
  after: IdentityProviderRow,
): ReturnType<typeof freedDomains> {
  await checkMayDecideLogins(context, call, after.groupMappings);
  const added = after.emailDomains.filter((domain) => !before.emailDomains.includes(domain));
  if (!isOperator(call)) await proveDomains(context.resolveTxt, before.customerId, added);
  if (after.enabled && !before.enabled) await discover(context, after.issuer);
  return freedDomains(context, before._id, added);
}
