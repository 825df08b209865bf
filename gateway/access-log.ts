import type { UserPrincipal } from "../runtime/auth/principal.ts";
import type { Logger } from "../runtime/log/logger.ts";

/** One answered request. */
export interface Answered {
  /** A known path, or `other`: what a client makes up stays out of the log. */
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly ms: number;
  readonly requestId: string;
  readonly user: UserPrincipal | undefined;
}

/** One line per request: `debug` if it went well, `info` if not. No header and no body is ever logged. */
export class AccessLog {
  readonly #log: Logger;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Logs an answered request. */
  answered({ route, method, status, ms, requestId, user }: Answered): void {
    const level = status < 400 ? "debug" : "info";
    if (!this.#log.isLevelEnabled(level)) return;
    this.#log[level](
      {
        route,
        method,
        status,
        ms: Math.round(ms * 10) / 10,
        requestId,
        ...(user ? { userId: user.userId, customerId: user.customerId } : {}),
      },
      "request",
    );
  }

  /** Logs a fault that no service has logged yet. */
  failed(facts: { readonly err: unknown; readonly requestId: string; readonly path: string }): void {
    this.#log.error(facts, "the gateway failed");
  }
}
