import { timingSafeEqual } from "node:crypto";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { FinishLoginRequest } from "#gen/countersign/identity/v1/login_requests_pb.ts";
import { serviceActor } from "../../../runtime/auth/principal.ts";
import { DomainError, unauthenticated } from "../../../runtime/errors.ts";
import { StaleWriteError } from "../../../runtime/mongo/change.ts";
import type { Call } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { IdentityContext } from "../context.ts";
import { personOf } from "../domain/person.ts";
import { startSession } from "../sign-in/start-session.ts";
import { oidcProvider, unusable, usable } from "../sso/identity-providers.ts";
import { arrival, NotAdmittedError } from "../sso/login-person.ts";
import { OidcError } from "../sso/oidc-client.ts";
import { redirectUriOf } from "../sso/redirect-uri.ts";
import type { IdentityProviderRow } from "../store/identity-provider-model.ts";
import { type LoginRow, type LoginSecrets, loginAbout } from "../store/login-model.ts";

const { method } = IdentityService;

/** Finishes a login: checks what the provider sent, finds out who that is here, and begins their session. */
export const finishLogin: Handler<IdentityContext, typeof method.finishLogin> = async (
  context,
  request,
  call,
) => {
  const login = await openLogin(context, request.loginToken);
  const secrets: LoginSecrets = JSON.parse(context.secrets.open(login.sealed, loginAbout(login._id)));
  const query = new URLSearchParams(request.callbackQuery.replace(/^\?/, ""));
  // Not ours, maybe somebody's who wants this login spoiled: it stays good.
  if (!sameText(query.get("state") ?? "", secrets.state)) throw unbelievable(call, "another state");
  await spend(context, login);

  const provider = await providerOf(context, login, call);
  if (!fromProvider(provider, request, query)) throw unbelievable(call, "another redirect URI, or no issuer");
  const redirectUri = redirectUriOf(context, provider);
  const claims = await context.oidc
    .finish(oidcProvider(context, provider), { redirectUri, query, secrets }, wantedOf(provider))
    .catch((error: unknown) => {
      throw refusal(call, error);
    });
  const person = personOf(claims);
  if (!person.emailVerified)
    throw unauthenticated(
      "LOGIN_EMAIL_NOT_VERIFIED",
      "Your identity provider does not say that your e-mail address is verified. Ask your administrator.",
    );
  return write(context, call, method.finishLogin, request, async () => {
    const now = await providerOf(context, login, call);
    const arrived = await arrival(context, now, person, claims).catch((error: unknown) => {
      throw notAdmitted(call, error);
    });
    const started = await startSession(context, arrived.user, call, { method: "sso" });
    return {
      ...started,
      changes: [...arrived.changes, ...started.changes],
      events: [...arrived.events, ...started.events],
      response: { ...started.response, returnPath: login.returnPath },
    };
  });
};

async function openLogin(context: IdentityContext, token: string): Promise<LoginRow> {
  const login = await context.logins.findForPlatform(token);
  const over = !login || login.spentTime !== undefined || login.expireTime <= context.clock.now();
  if (over) throw expired();
  return login;
}

/** Before anything is asked of the provider: of two who come back with one login, one goes on. */
async function spend(context: IdentityContext, login: LoginRow): Promise<void> {
  const changes = [context.logins.spend(login, context.clock.now())];
  try {
    await context.commit({ changes, events: [], actor: serviceActor("identity", "login") });
  } catch (error) {
    throw error instanceof StaleWriteError ? expired() : error;
  }
}

async function providerOf(
  context: IdentityContext,
  login: LoginRow,
  call: Call,
): Promise<IdentityProviderRow> {
  const row = await context.identityProviders.find(login.customerId, login.providerId);
  return usable(context, row, login.providerId).catch((error: unknown) => {
    throw error instanceof DomainError ? refused(call, "the provider is not in use") : error;
  });
}

/**
 * Whether an answer came the way that only this provider's can (RFC 9700, 4.4): it names its issuer, which is compared
 * later, or it came to the redirect URI that is the provider's own.
 */
function fromProvider(
  provider: IdentityProviderRow,
  request: FinishLoginRequest,
  query: URLSearchParams,
): boolean {
  if (provider.namesItself) return request.redirectProviderId === "" && query.has("iss");
  return request.redirectProviderId === provider._id;
}

/** The claims without which nobody is let in, or gets the right roles. */
const wantedOf = ({ groupClaim }: IdentityProviderRow): string[] => [
  "email",
  "email_verified",
  ...(groupClaim === "" ? [] : [groupClaim]),
];

const sameText = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

const expired = (): Error =>
  unauthenticated("LOGIN_EXPIRED", "This login was finished already, or took too long. Begin again.");

function unbelievable(call: Call, why: unknown): Error {
  call.log.warn({ err: why }, "an identity provider's answer was not believed");
  return unauthenticated(
    "LOGIN_NOT_BELIEVED",
    "The identity provider's answer can't be trusted. Begin again.",
  );
}

/** One answer to everybody who isn't let in, whatever the reason. */
function refused(call: Call, why: string): Error {
  call.log.info({ why }, "login refused");
  return unauthenticated(
    "LOGIN_REFUSED",
    "You are signed in with your identity provider, but have no access here. Ask your administrator.",
  );
}

function refusal(call: Call, error: unknown): unknown {
  if (!(error instanceof OidcError)) return error;
  const kinds: Readonly<Record<OidcError["kind"], () => unknown>> = {
    unusable: () => unusable(error),
    unbelievable: () => unbelievable(call, error),
    refused: () => {
      call.log.info({ err: error }, "an identity provider refused a login");
      return unauthenticated("LOGIN_DENIED", "The identity provider did not sign you in.");
    },
  };
  return kinds[error.kind]();
}

/** What keeps a person out is told to nobody; that somebody else writes the same now is no such thing. */
function notAdmitted(call: Call, error: unknown): unknown {
  if (error instanceof NotAdmittedError) return refused(call, error.message);
  return error instanceof DomainError ? refused(call, error.reason) : error;
}
