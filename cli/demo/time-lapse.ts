import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Clock, DAY_MS, systemClock } from "../../runtime/clock.ts";
import type { Config } from "../../runtime/config/config.ts";
import type { ServiceName } from "../../runtime/service.ts";

/** Days before the present at which the demo's story begins. */
const STORY_DAYS = 75;

/** The services that live through the story. Accounts, sessions and customers stay in the present: people sign in meanwhile. */
const IN_THE_PAST: ReadonlySet<ServiceName> = new Set([
  "employee",
  "policy",
  "acknowledgement",
  "compliance",
  "notification",
]);

/** How a story moves through time. */
export interface Past {
  /** Lets time pass until so many days before the present; never back. */
  readonly to: (daysAgo: number) => void;
}

/** The story of a platform that lives in the present only: nothing moves. */
export const NO_PAST: Past = { to: () => {} };

/** A clock that begins in the past and is brought to the present step by step, so that a new demo has a history. */
export class TimeLapse implements Clock, Past {
  readonly #clock: Clock;
  #behindMs = STORY_DAYS * DAY_MS;

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  now(): Date {
    return new Date(this.#clock.now().getTime() - this.#behindMs);
  }

  to(daysAgo: number): void {
    this.#behindMs = Math.min(this.#behindMs, daysAgo * DAY_MS);
  }

  /** From now on it is the present. */
  end(): void {
    this.#behindMs = 0;
  }

  /** The clock of a service; undefined: the machine's. */
  clockOf(service: ServiceName): Clock | undefined {
    return IN_THE_PAST.has(service) ? this : undefined;
  }
}

/** A time lapse for the very first start on a private database with all services, when a demo will be loaded. */
export function lapseForFirstStart(config: Config, services: number, all: number): TimeLapse | undefined {
  const first = config.mongodbUri === "" && !existsSync(join(config.dataDir, "mongodb"));
  return first && config.demo !== "off" && services === all ? new TimeLapse() : undefined;
}
