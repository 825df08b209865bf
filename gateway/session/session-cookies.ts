import { clone, type DescField, type DescMethod, type Message } from "@bufbuild/protobuf";
import { type Timestamp, timestampDate } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError } from "@connectrpc/connect";
import type { SessionTokens } from "#gen/countersign/identity/v1/session_pb.ts";
import type { Clock } from "../../runtime/clock.ts";
import { type HttpRequest, type HttpResponse, headerOf } from "../http-message.ts";
import type { Arrival, Origins } from "../origins.ts";
import { gatewayError } from "../public-error.ts";
import { type CookieKind, dropCookie, readCookie, writeCookie } from "./cookie-jar.ts";
import type { TokenFields } from "./token-fields.ts";

/** The header by which a browser asks to keep its session in cookies: `x-countersign-session: cookie`. */
export const SESSION_HEADER = "x-countersign-session";

/** How long the way through an identity provider may take, in seconds. */
const LOGIN_SECONDS = 600;

/** What a call does with cookies, before and after its service has it. */
export interface CookieExchange {
  /** The request to send: tokens that it leaves empty come from cookies. Throws COOKIE_WITHOUT_ORIGIN. */
  readonly request: (message: Message) => Message;
  /** The answer to show: tokens moved into cookies if the browser keeps them there. */
  readonly response: (message: Message) => Message;
  /** The call failed: cookies that are worth nothing now are removed. */
  readonly failed: (error: unknown) => void;
}

/** The browser's session in cookies that scripts can't read. */
export class SessionCookies {
  readonly #origins: Origins;
  readonly #clock: Clock;

  constructor(origins: Origins, clock: Clock) {
    this.#origins = origins;
    this.#clock = clock;
  }

  /** A cookie's value; undefined when there is none that can be trusted to be ours. */
  read(req: HttpRequest, arrival: Arrival, kind: CookieKind): string | undefined {
    return readCookie(req, kind, this.#origins.https(arrival));
  }

  /**
   * The `authorization` that a browser's access cookie stands for; undefined without one. Throws UNAUTHENTICATED /
   * COOKIE_WITHOUT_ORIGIN when the request doesn't prove that it comes from one of our own pages.
   */
  authorization(req: HttpRequest, arrival: Arrival): string | undefined {
    const token = this.read(req, arrival, "access");
    if (token === undefined) return undefined;
    this.#demandOurs(req, arrival);
    return `Bearer ${token}`;
  }

  /** `set-cookie` headers that keep a session. Tokens that a response leaves empty are not touched. */
  keep(arrival: Arrival, tokens: SessionTokens): string[] {
    const https = this.#origins.https(arrival);
    const kept = (kind: CookieKind, token: string, end: Timestamp | undefined): string[] =>
      token === "" ? [] : [writeCookie(kind, token, https, this.#secondsTo(end))];
    return [
      ...kept("access", tokens.accessToken, tokens.accessTokenExpireTime),
      ...kept("refresh", tokens.refreshToken, tokens.refreshTokenExpireTime),
    ];
  }

  /** A `set-cookie` header that keeps a `login_token` until the identity provider sends the browser back. */
  keepLogin(arrival: Arrival, loginToken: string): string {
    return writeCookie("login", loginToken, this.#origins.https(arrival), LOGIN_SECONDS);
  }

  /** `set-cookie` headers that remove cookies. */
  drop(arrival: Arrival, ...kinds: readonly CookieKind[]): string[] {
    return kinds.map((kind) => dropCookie(kind, this.#origins.https(arrival)));
  }

  /** What one call of a method with token fields does with cookies. */
  exchange(
    req: HttpRequest,
    res: HttpResponse,
    arrival: Arrival,
    method: DescMethod,
    fields: TokenFields,
  ): CookieExchange {
    const asked = headerOf(req, SESSION_HEADER) === "cookie";
    const bearer = req.headers.authorization !== undefined;
    const took = new Set<CookieKind>();

    const fill = (message: Message, field: DescField | undefined, kind: CookieKind): void => {
      if (!field || Reflect.get(message, field.localName) !== "") return;
      const value = this.read(req, arrival, kind);
      if (value === undefined) return;
      this.#demandOurs(req, arrival);
      Reflect.set(message, field.localName, value);
      took.add(kind);
    };
    return {
      request: (message) => {
        if (asked) this.#demandKeeping(req, arrival);
        const filled = clone(method.input, message);
        fill(filled, fields.refreshIn, "refresh");
        fill(filled, fields.loginIn, "login");
        return filled;
      },
      response: (message) => {
        const shown = clone(method.output, message);
        const cookies: string[] = [];
        if (asked || took.size > 0) {
          for (const tokens of tokensIn(shown, fields)) {
            cookies.push(...this.keep(arrival, tokens));
            tokens.accessToken = "";
            tokens.refreshToken = "";
          }
          cookies.push(...this.#moveLogin(arrival, shown, fields.loginOut));
        }
        if (took.has("login")) cookies.push(...this.drop(arrival, "login"));
        if (fields.ends && !bearer && this.#isOwnEnd(req, arrival, shown))
          cookies.push(...this.drop(arrival, "access", "refresh"));
        setCookies(res, cookies);
        return shown;
      },
      failed: (error) => {
        const code = error instanceof ConnectError ? error.code : Code.Unknown;
        if (took.has("refresh") && code === Code.Unauthenticated)
          setCookies(res, this.drop(arrival, "access", "refresh"));
        if (took.has("login") && code !== Code.Unavailable && code !== Code.ResourceExhausted)
          setCookies(res, this.drop(arrival, "login"));
      },
    };
  }

  #moveLogin(arrival: Arrival, shown: Message, field: DescField | undefined): string[] {
    if (!field) return [];
    const value = String(Reflect.get(shown, field.localName));
    if (value === "") return [];
    Reflect.set(shown, field.localName, "");
    return [this.keepLogin(arrival, value)];
  }

  /** Whether the session that ended is the one in the cookies: signing another device out leaves this one signed in. */
  #isOwnEnd(req: HttpRequest, arrival: Arrival, shown: Message): boolean {
    const access = this.read(req, arrival, "access");
    const session: unknown = Reflect.get(shown, "session");
    const ended = typeof session === "object" && session !== null ? Reflect.get(session, "id") : undefined;
    return access !== undefined && ended === sessionIdOf(access);
  }

  #secondsTo(end: Timestamp | undefined): number {
    return end ? (timestampDate(end).getTime() - this.#clock.now().getTime()) / 1000 : 0;
  }

  #demandOurs(req: HttpRequest, arrival: Arrival): void {
    if (this.#origins.isOurs(req, arrival)) return;
    throw gatewayError(
      Code.Unauthenticated,
      "COOKIE_WITHOUT_ORIGIN",
      "A session cookie counts only in requests of the platform's own pages.",
    );
  }

  #demandKeeping(req: HttpRequest, arrival: Arrival): void {
    this.#demandOurs(req, arrival);
    if (this.#origins.mayKeepCookies(req, arrival)) return;
    throw gatewayError(
      Code.FailedPrecondition,
      "COOKIES_NEED_HTTPS",
      "A session is kept in cookies only over https. Its operator sets PUBLIC_URL to the https:// address.",
    );
  }
}

function tokensIn(message: Message, fields: TokenFields): SessionTokens[] {
  return fields.tokens.flatMap((way) => {
    let at: unknown = message;
    for (const field of way)
      at = typeof at === "object" && at !== null ? Reflect.get(at, field.localName) : undefined;
    return at === undefined ? [] : [at as SessionTokens];
  });
}

/** The session that an access token says it belongs to. Its service has verified it before this is asked. */
function sessionIdOf(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()).sid;
  } catch {
    return undefined; // no JWT: no session of ours
  }
}

/** Adds cookies to an answer that has not begun. */
export function setCookies(res: HttpResponse, cookies: readonly string[]): void {
  if (cookies.length === 0 || res.headersSent) return;
  const before = res.getHeader("set-cookie");
  const list = Array.isArray(before) ? before : before === undefined ? [] : [String(before)];
  res.setHeader("set-cookie", [...list, ...cookies]);
}
