import type { ConnectError } from "@connectrpc/connect";
import type { UserPrincipal } from "../runtime/auth/principal.ts";
import type { ForwardedHeaders } from "./forwarded-headers.ts";
import type { HttpResponse } from "./http-message.ts";
import type { HeaderSet } from "./security-headers.ts";
import type { CookieExchange } from "./session/session-cookies.ts";

/** Where an answer goes. */
export interface Answering {
  readonly res: HttpResponse;
  readonly requestId: string;
  /** Headers of every answer. */
  readonly security: HeaderSet;
}

/** One call at the gateway: what was found out about it before its service hears of it. */
export interface Visit extends Answering {
  /** What the service hears. */
  readonly headers: ForwardedHeaders;
  /** Who calls, if a valid token says so; the service verifies it again. */
  readonly user: UserPrincipal | undefined;
  /** Under what the caller's open streams are counted: the user, else the address. */
  readonly countedAs: string;
  /** What it does with session cookies; undefined for nearly all methods. */
  readonly cookies: CookieExchange | undefined;
  /** Why the call goes no further. */
  readonly refusal: ConnectError | undefined;
}
