import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Provider as OidcProvider } from "oidc-provider";
import { ProviderMemory } from "./provider-memory.ts";

/** Somebody at the provider: `sub` and what else is said of them. */
export interface TestPerson {
  readonly sub: string;
  readonly [claim: string]: unknown;
}

/** How a provider of a test differs from a well-behaved one. */
export interface TestProviderOptions {
  /** What its redirect URIs begin with. */
  readonly redirectBase: string;
  /** Whether it names itself in its answers (RFC 9207). Default: yes. */
  readonly namesItself?: boolean;
  /** Whether all claims stand in the ID token. Default: only where the standard demands it, the rest at UserInfo. */
  readonly claimsInIdToken?: boolean;
}

/** Credentials that every provider of a test knows us by. */
export const CLIENT = { clientId: "countersign", clientSecret: "a-secret-that-nobody-may-ever-see" } as const;

/** A real OpenID Connect provider on 127.0.0.1, at which a test says who is signed in. */
export class TestProvider {
  readonly issuer: string;
  /** What it signs with: RS256, key id `test`. */
  readonly key: KeyObject;
  /** Who comes by next. */
  person: TestPerson = { sub: "nobody" };
  /** Rewrites what the token endpoint answers, as a thief or a bad provider would. */
  tamper: (answer: Record<string, unknown>) => Record<string, unknown> = (answer) => answer;
  /** Rewrites the discovery document. */
  describe: (document: Record<string, unknown>) => Record<string, unknown> = (document) => document;
  /** Paths that were asked for, in order. */
  readonly asked: string[] = [];
  readonly #server: Server;

  private constructor(server: Server, issuer: string) {
    this.#server = server;
    this.issuer = issuer;
    this.key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  }

  /** Starts one on a free port. */
  static async start(options: TestProviderOptions): Promise<TestProvider> {
    const { Provider } = await import("oidc-provider");
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const running = new TestProvider(server, issuer);
    const provider = new Provider(issuer, {
      adapter: new ProviderMemory().adapter,
      jwks: { keys: [{ ...running.key.export({ format: "jwk" }), alg: "RS256", use: "sig", kid: "test" }] },
      clients: [
        {
          client_id: CLIENT.clientId,
          client_secret: CLIENT.clientSecret,
          redirect_uris: [`${options.redirectBase}/login/callback`],
        },
      ],
      claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "locale", "groups"] },
      conformIdTokenClaims: !options.claimsInIdToken,
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
      cookies: { keys: ["test"] },
      ttl: {
        Session: 1,
        Grant: 600,
        Interaction: 600,
        AccessToken: 600,
        IdToken: 600,
        AuthorizationCode: 600,
      },
      findAccount: (_ctx, sub) => ({
        accountId: sub,
        claims: async () => ({ ...running.#known.get(sub), sub }),
      }),
      loadExistingGrant: async (ctx) => {
        const { client, session, params } = ctx.oidc;
        const grant = new ctx.oidc.provider.Grant({
          clientId: client?.clientId ?? "",
          accountId: session?.accountId ?? "",
        });
        grant.addOIDCScope(String(params?.scope ?? "openid"));
        await grant.save();
        return grant;
      },
    });
    provider.Client.prototype.redirectUriAllowed = (uri) =>
      uri.startsWith(`${options.redirectBase}/login/callback`);
    const callback = provider.callback();
    server.on("request", (req, res) => {
      running.#serve(provider, callback, req, res, options.namesItself ?? true);
    });
    return running;
  }

  readonly #known = new Map<string, TestPerson>();

  /** Stops it. */
  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(
    provider: OidcProvider,
    callback: ReturnType<OidcProvider["callback"]>,
    req: IncomingMessage,
    res: ServerResponse,
    namesItself: boolean,
  ): void {
    const path = new URL(req.url ?? "/", this.issuer).pathname;
    this.asked.push(path);
    if (path.startsWith("/interaction/")) {
      const { person } = this;
      this.#known.set(person.sub, person);
      void provider.interactionFinished(req, res, { login: { accountId: person.sub } });
      return;
    }
    if (path === "/token") rewriteBody(res, (answer) => this.tamper(answer));
    if (path.startsWith("/.well-known/"))
      rewriteBody(res, (document) =>
        this.describe({ ...document, authorization_response_iss_parameter_supported: namesItself }),
      );
    if (!namesItself) forgetIssuer(res);
    void callback(req, res);
  }
}

/** Puts another JSON in place of the one that is being sent. */
function rewriteBody(
  res: ServerResponse,
  rewrite: (body: Record<string, unknown>) => Record<string, unknown>,
): void {
  const end = res.end.bind(res);
  res.end = ((body?: unknown) => {
    const text = String(body ?? "");
    if (!text.startsWith("{")) return end(text);
    const rewritten = JSON.stringify(rewrite(JSON.parse(text)));
    res.setHeader("content-length", Buffer.byteLength(rewritten));
    return end(rewritten);
  }) as typeof res.end;
}

/** Takes `iss` out of where the browser is sent. */
function forgetIssuer(res: ServerResponse): void {
  const setHeader = res.setHeader.bind(res);
  res.setHeader = (name, value) => {
    if (name.toLowerCase() !== "location" || !/[?&]code=/.test(String(value))) return setHeader(name, value);
    const to = new URL(String(value));
    to.searchParams.delete("iss");
    return setHeader(name, to.href);
  };
}
