import { LRUCache } from "lru-cache";
import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  calculatePKCECodeChallenge,
  clockSkew,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  type FetchBody,
  fetchUserInfo,
  None,
  ResponseBodyError,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type ServerMetadata,
} from "openid-client";
import { type Clock, systemClock } from "../../../runtime/clock.ts";
import {
  ForbiddenFetchError,
  type GuardedFetch,
  guardedFetch,
  type Reach,
} from "../../../runtime/http/guarded-fetch.ts";
import { scopeOf } from "../domain/identity-provider.ts";
import type { LoginSecrets } from "../store/login-model.ts";

/** A provider as its client needs it. */
export interface OidcProvider {
  readonly issuer: string;
  readonly clientId: string;
  /** Empty: a public client. */
  readonly clientSecret: string;
  readonly scopes: readonly string[];
}

/** What can go wrong with a provider: it can't be used, it refused, or its answer isn't to be believed. */
export type OidcFailure = "unusable" | "refused" | "unbelievable";

/** A failure of a provider. `message` may be shown; the cause is for the log. */
export class OidcError extends Error {
  readonly kind: OidcFailure;

  constructor(kind: OidcFailure, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "OidcError";
    this.kind = kind;
  }
}

/** What a browser comes back with, and what it is compared with. */
export interface CodeExchange {
  readonly redirectUri: string;
  readonly query: URLSearchParams;
  readonly secrets: LoginSecrets;
}

/** What a provider says of somebody. */
export type Claims = Readonly<Record<string, unknown>>;

/** Time for one request to a provider; a login makes four at most within the 15 s of a call. */
const REQUEST_MS = 3_500;
/** Longest answer of a provider. Keys and tokens with many groups are a few ten kB. */
const MAX_ANSWER_BYTES = 512 * 1024;
/** How long a discovery document is believed, and how long a failure to get it keeps us from asking again. */
const DISCOVERED_MS = 10 * 60_000;
const FAILED_MS = 10_000;

/** Speaks OpenID Connect with customers' providers: discovery, the authorization code flow with PKCE, ID tokens. */
export class OidcClient {
  readonly #clock: Clock;
  readonly #reach: Reach;
  readonly #fetch: GuardedFetch;
  readonly #discovered = new LRUCache<string, { readonly found: Promise<ServerMetadata>; untilMs: number }>({
    max: 1_000,
  });

  constructor(reach: Reach, clock: Clock) {
    this.#clock = clock;
    this.#reach = reach;
    this.#fetch = guardedFetch({ reach, timeoutMs: REQUEST_MS, maxBytes: MAX_ANSWER_BYTES });
  }

  /**
   * What an issuer says of itself, checked: it is the issuer that was asked, it does the authorization code flow, and
   * browsers are sent to https. Whether it names itself in its answers (RFC 9207) is what callers want. Throws OidcError.
   */
  async discover(issuer: string): Promise<{ readonly namesItself: boolean }> {
    const metadata = await this.#fetchMetadata(issuer);
    return { namesItself: metadata.authorization_response_iss_parameter_supported === true };
  }

  /** A new login: where the browser goes, and what must come back. Throws OidcError. */
  async begin(
    provider: OidcProvider,
    redirectUri: string,
    loginHint: string,
  ): Promise<{ readonly url: string; readonly secrets: LoginSecrets }> {
    const config = await this.#configuration(provider);
    const secrets = { state: randomState(), nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier() };
    const url = buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: scopeOf(provider.scopes),
      state: secrets.state,
      nonce: secrets.nonce,
      code_challenge: await calculatePKCECodeChallenge(secrets.codeVerifier),
      code_challenge_method: "S256",
      ...(loginHint === "" ? {} : { login_hint: loginHint }),
    });
    return { url: url.href, secrets };
  }

  /**
   * The claims of the ID token that a code is worth. State, issuer, code, PKCE, the token's signature, issuer, audience,
   * nonce and times are all checked. Those of the `wanted` that are not in the token are asked of the UserInfo endpoint,
   * where the standard has them (OpenID Connect Core 1.0 §5.4); what the token says goes before. Throws OidcError.
   */
  async finish(provider: OidcProvider, exchange: CodeExchange, wanted: readonly string[]): Promise<Claims> {
    const config = await this.#configuration(provider);
    const { redirectUri, query, secrets } = exchange;
    try {
      const tokens = await authorizationCodeGrant(config, new URL(`${redirectUri}?${query}`), {
        expectedState: secrets.state,
        expectedNonce: secrets.nonce,
        pkceCodeVerifier: secrets.codeVerifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new OidcError("unbelievable", "The identity provider gave no ID token.");
      // With a single audience openid-client leaves this alone (OpenID Connect Core 1.0 §3.1.3.7, 5).
      if (claims.azp !== undefined && claims.azp !== provider.clientId)
        throw new OidcError("unbelievable", "The ID token was asked for by another client.");
      const complete = wanted.every((name) => claims[name] !== undefined);
      if (complete || !config.serverMetadata().userinfo_endpoint) return claims;
      return { ...(await fetchUserInfo(config, tokens.access_token, claims.sub)), ...claims };
    } catch (cause) {
      throw failureOf(cause);
    }
  }

  async #configuration(provider: OidcProvider): Promise<Configuration> {
    const metadata = await this.#metadata(provider.issuer);
    const skew = this.#clock.now().getTime() - systemClock.now().getTime();
    const client = { [clockSkew]: Math.round(skew / 1000) };
    const config = new Configuration(
      metadata,
      provider.clientId,
      client,
      authenticationOf(provider, metadata),
    );
    config[customFetch] = this.#asFetch;
    // Without this, openid-client relies on TLS to the token endpoint and leaves the ID token's signature alone.
    enableNonRepudiationChecks(config);
    if (this.#reach === "any") allowInsecureRequests(config);
    return config;
  }

  async #metadata(issuer: string): Promise<ServerMetadata> {
    const nowMs = this.#clock.now().getTime();
    const known = this.#discovered.get(issuer);
    if (known && known.untilMs > nowMs) return known.found;
    const entry = { found: this.#fetchMetadata(issuer), untilMs: nowMs + DISCOVERED_MS };
    this.#discovered.set(issuer, entry);
    entry.found.catch(() => {
      entry.untilMs = nowMs + FAILED_MS;
    });
    return entry.found;
  }

  async #fetchMetadata(issuer: string): Promise<ServerMetadata> {
    let metadata: ServerMetadata;
    try {
      const execute = this.#reach === "any" ? [allowInsecureRequests] : [];
      const found = await discovery(new URL(issuer), "discovery", undefined, None(), {
        [customFetch]: this.#asFetch,
        execute,
      });
      metadata = found.serverMetadata();
    } catch (cause) {
      throw new OidcError(
        "unusable",
        `The issuer's discovery document can't be used: ${whyOf(cause)}`,
        cause,
      );
    }
    const wrong = this.#whyUnusable(issuer, metadata);
    if (wrong) throw new OidcError("unusable", `The issuer's discovery document can't be used: ${wrong}`);
    return metadata;
  }

  /** Stands where openid-client has `fetch`. */
  readonly #asFetch = (
    url: string,
    {
      method,
      headers,
      body,
      signal,
    }: { method: string; headers: object; body?: FetchBody; signal?: AbortSignal },
  ): Promise<Response> =>
    this.#fetch(url, {
      method,
      headers: headers as Record<string, string>,
      ...(body === undefined || body === null ? {} : { body: String(body) }),
      ...(signal ? { signal } : {}),
    });

  #whyUnusable(issuer: string, metadata: ServerMetadata): string | undefined {
    if (metadata.issuer !== issuer) return `it is of the issuer ${metadata.issuer}.`;
    for (const name of ["authorization_endpoint", "token_endpoint", "jwks_uri"] as const) {
      const url = metadata[name];
      if (typeof url !== "string" || !URL.canParse(url)) return `it has no ${name}.`;
      const { protocol } = new URL(url);
      if (protocol !== "https:" && !(this.#reach === "any" && protocol === "http:"))
        return `its ${name} is not reached over https.`;
    }
    if (metadata.response_types_supported && !metadata.response_types_supported.includes("code"))
      return "it doesn't do the authorization code flow.";
    return undefined;
  }
}

/** As the provider prefers; the standard's default is HTTP Basic (OpenID Connect Discovery 1.0 §3). */
function authenticationOf({ clientSecret }: OidcProvider, metadata: ServerMetadata) {
  if (clientSecret === "") return None();
  const methods = metadata.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  return methods.includes("client_secret_basic") || !methods.includes("client_secret_post")
    ? ClientSecretBasic(clientSecret)
    : ClientSecretPost(clientSecret);
}

function failureOf(cause: unknown): OidcError {
  if (cause instanceof OidcError) return cause;
  if (cause instanceof AuthorizationResponseError)
    return new OidcError("refused", "The identity provider did not sign you in.", cause);
  if (cause instanceof ResponseBodyError)
    return new OidcError("unbelievable", "The identity provider did not accept its own answer.", cause);
  if (networkFailure(cause))
    return new OidcError("unusable", "The identity provider can't be reached now.", cause);
  return new OidcError("unbelievable", "The identity provider's answer can't be believed.", cause);
}

/** openid-client wraps what its fetch throws as the cause of an error without a protocol's code. */
function networkFailure(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof ForbiddenFetchError) return true;
  const { name = "", code = "" } = typeof cause === "object" && cause !== null ? (cause as NamedCause) : {};
  return name === "TimeoutError" || (typeof code === "string" && code !== "" && !code.startsWith("OAUTH_"));
}

/** Errors of Node's network and TLS carry a code, such as ECONNREFUSED; an abort is known by its name. */
type NamedCause = { readonly name?: string; readonly code?: unknown };

/** What may be shown of why a document couldn't be had. */
function whyOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof ForbiddenFetchError) return cause.message;
  if (error instanceof ForbiddenFetchError) return error.message;
  if (networkFailure(error)) return "it can't be reached.";
  return error instanceof Error ? `${error.message}.` : "it can't be read.";
}
