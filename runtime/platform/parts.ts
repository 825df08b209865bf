import type { Registry } from "prom-client";
import type { FetchJwks } from "../auth/access-token.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config/config.ts";
import type { NewId } from "../ids.ts";
import type { Logger } from "../log/logger.ts";
import type { ServiceName } from "../service.ts";

/** What a process is started with; a test gives its own clock and ids. */
export interface PlatformParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Logger;
  readonly metrics: Registry;
  /** The clock of one service where it isn't the process's own: a demo lets the past happen. Default: `clock`. */
  readonly clockOf?: (service: ServiceName) => Clock | undefined;
  /** Names this process among replicas. */
  readonly processId: string;
  /** Where the public keys of access tokens come from. Default: the identity service's GetJwks. */
  readonly fetchJwks?: FetchJwks;
  /** Waits before an event is delivered again, in ms; one failure more makes it a dead letter. Default: DEFAULT_REDELIVERY_MS. */
  readonly redeliveryMs?: readonly number[];
  /** How long the server waits for a word about an event that was delivered, in ms. Default: DEFAULT_ACK_WAIT_MS. */
  readonly ackWaitMs?: number;
  /** False: jobs run only when asked, because a test drives the clock. */
  readonly automaticJobs: boolean;
}
