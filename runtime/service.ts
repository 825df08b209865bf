import type { DescService } from "@bufbuild/protobuf";
import type { Client } from "@connectrpc/connect";
import type { Connection, Model } from "mongoose";
import type { Clock } from "./clock.ts";
import type { Config } from "./config/config.ts";
import type { EventHandler } from "./events/consumer.ts";
import type { LiveEvents } from "./events/live.ts";
import type { NewId } from "./ids.ts";
import type { Job, Worker } from "./jobs/job.ts";
import type { Logger } from "./log/logger.ts";
import type { Migration } from "./mongo/migrate.ts";
import type { RequestMemory } from "./mongo/request-memory.ts";
import type { Commit } from "./mongo/unit-of-work.ts";
import type { Implementation } from "./rpc/handler.ts";
import type { RecordOperatorAccess } from "./rpc/operator-access.ts";
import type { Secrets } from "./secrets/secrets.ts";
import type { Tenants } from "./tenancy/tenants.ts";

/** The domain services, in the order in which they are listed and started. */
export const SERVICE_NAMES = [
  "customer",
  "identity",
  "employee",
  "policy",
  "acknowledgement",
  "compliance",
  "notification",
  "audit",
] as const;

export type ServiceName = (typeof SERVICE_NAMES)[number];

/** What the runtime gives a service to build its context from. All of it belongs to that one service. */
export interface ServiceKit {
  readonly config: Config;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Logger;
  /** The service's own database. */
  readonly database: Connection;
  /** Commits changes and events as one unit. */
  readonly commit: Commit;
  /** Answers remembered by request id. */
  readonly requests: RequestMemory;
  /** What is known of customers: settings, limits, whether they live. */
  readonly tenants: Tenants;
  /** Wakes streams when events pass. */
  readonly live: LiveEvents;
  /**
   * A typed client of another service. `call.onBehalf()` as headers calls for the caller; without headers the service
   * calls as itself (methods that allow `services`).
   */
  readonly client: <S extends DescService>(service: S) => Client<S>;
  /** Seals what must not be readable in the database. */
  readonly secrets: Secrets;
  /**
   * Puts an operator's call into a customer's ledger; the pipeline does so itself when the request names the customer,
   * a handler where it is another id that leads to one.
   */
  readonly recordOperatorAccess: RecordOperatorAccess;
  /** Wakes one of the service's own workers. */
  readonly nudge: (worker: string) => void;
}

/** A running service, as the runtime sees it. */
export interface ServiceInstance {
  readonly implementation: Implementation;
  /** One handler per event type; the tenant handlers (`kit.tenants.handlers()`) among them. */
  readonly consumers: readonly EventHandler[];
  readonly jobs: readonly Job[];
  readonly workers: readonly Worker[];
  /** Closes what the service itself opened (an SMTP connection, say). Called after everything else of it has stopped. */
  readonly close?: () => Promise<void>;
}

/** What a service's `module.ts` exports: everything that the runtime needs to know of it. */
export interface ServiceModule {
  readonly name: ServiceName;
  readonly service: DescService;
  /** All models of the service, with their indexes; the runtime adds its own. */
  // biome-ignore lint/suspicious/noExplicitAny: mongoose's Model is invariant in its document type
  readonly models: (database: Connection) => readonly Model<any>[];
  readonly migrations: readonly Migration[];
  /** Builds the service. Starts nothing: no timers, no connections of its own. */
  readonly create: (kit: ServiceKit) => ServiceInstance | Promise<ServiceInstance>;
}
