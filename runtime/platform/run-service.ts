import { createClient } from "@connectrpc/connect";
import type { MongoClient } from "mongodb";
import type { Connection, Model } from "mongoose";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { systemClock } from "../clock.ts";
import { DEFAULT_ACK_WAIT_MS, DEFAULT_REDELIVERY_MS, EventConsumer, inboxModel } from "../events/consumer.ts";
import type { LiveEvents } from "../events/live.ts";
import { type OutboxRow, outboxModel } from "../events/outbox.ts";
import { Relay } from "../events/relay.ts";
import type { Bus } from "../events/streams.ts";
import { Scheduler } from "../jobs/job.ts";
import { Leases, leaseModel } from "../jobs/lease.ts";
import type { Foreground } from "../lifecycle/foreground.ts";
import { GroupCommit } from "../mongo/group-commit.ts";
import { type MigrationReport, migrateDatabase } from "../mongo/migrate.ts";
import { RequestMemory, requestModel } from "../mongo/request-memory.ts";
import { createCommit } from "../mongo/unit-of-work.ts";
import { operatorAccessRecorder, type RecordOperatorAccess } from "../rpc/operator-access.ts";
import type { Secrets } from "../secrets/secrets.ts";
import type { ServiceInstance, ServiceKit, ServiceModule, ServiceName } from "../service.ts";
import { Tenants, tenantModel } from "../tenancy/tenants.ts";
import type { PlatformParts } from "./parts.ts";
import type { Transports } from "./transports.ts";

/** What all services of a process share. */
export interface SharedParts extends PlatformParts {
  readonly bus: Bus;
  readonly mongo: MongoClient;
  readonly transports: Transports;
  readonly live: LiveEvents;
  readonly secrets: Secrets;
  readonly foreground: Foreground;
}

/** One service, built and not yet started. */
export interface RunningService {
  readonly name: ServiceName;
  readonly instance: ServiceInstance;
  readonly tenants: Tenants;
  readonly database: Connection;
  readonly recordOperatorAccess: RecordOperatorAccess;
  readonly relay: Relay;
  readonly consumer: EventConsumer;
  readonly scheduler: Scheduler;
  /** Work that is not done yet: unpublished events, unhandled events, workers' backlogs. */
  readonly backlog: () => Promise<number>;
}

// biome-ignore lint/suspicious/noExplicitAny: mongoose's Model is invariant in its document type
export type AnyModel = Model<any>;

/** All models in a service's database: its own and the runtime's. */
export const modelsOf = (module: ServiceModule, database: Connection): readonly AnyModel[] => [
  ...module.models(database),
  outboxModel(database),
  inboxModel(database),
  requestModel(database),
  leaseModel(database),
  tenantModel(database),
];

/** Brings a service's database up to date. */
export const migrateService = (
  module: ServiceModule,
  database: Connection,
  secrets: Secrets,
): Promise<MigrationReport> =>
  migrateDatabase(database, modelsOf(module, database), module.migrations, secrets);

/** Builds a service on the shared parts. */
export async function buildService(
  module: ServiceModule,
  database: Connection,
  shared: SharedParts,
): Promise<RunningService> {
  const { clock, newId, config, bus, transports } = shared;
  const log = shared.log.child({ service: module.name });
  const outbox = outboxModel(database);
  const relay = new Relay(bus, outbox, shared.foreground, clock, log);
  // Its own groups: what another service waits for, or conflicts over, holds nobody up here.
  const groups = new GroupCommit(shared.mongo);
  const commit = createCommit({
    groups,
    outbox,
    clock,
    newId,
    published: (rows) => relay.accept(rows),
  });
  const client: ServiceKit["client"] = (service) =>
    createClient(service, transports.to(service, module.name));
  const tenants = new Tenants(database, async (customerId) => {
    const { tenant } = await client(CustomerService).getTenant({ customerId });
    if (!tenant) throw new Error(`GetTenant gave no tenant for ${customerId}`);
    return tenant;
  });
  const recordOperatorAccess = operatorAccessRecorder(module.name, commit);
  let scheduler: Scheduler | undefined;
  const instance = await module.create({
    config,
    clock,
    newId,
    log,
    database,
    commit,
    requests: new RequestMemory(database, clock),
    tenants,
    live: shared.live,
    secrets: shared.secrets,
    recordOperatorAccess,
    client,
    nudge: (worker) => scheduler?.nudge(worker),
  });
  const leases = new Leases(database, { clock, wall: systemClock }, shared.processId);
  scheduler = new Scheduler(
    { leases, clock, log, foreground: shared.foreground, automatic: shared.automaticJobs },
    instance.jobs,
    instance.workers,
  );
  const consumer = new EventConsumer(
    {
      service: module.name,
      bus,
      database,
      commit,
      foreground: shared.foreground,
      clock,
      log,
      redeliveryMs: shared.redeliveryMs ?? DEFAULT_REDELIVERY_MS,
      ackWaitMs: shared.ackWaitMs ?? DEFAULT_ACK_WAIT_MS,
    },
    instance.consumers,
  );
  return {
    name: module.name,
    instance,
    tenants,
    database,
    recordOperatorAccess,
    relay,
    consumer,
    scheduler,
    backlog: () => backlogOf(bus, module.name, instance, outbox),
  };
}

async function backlogOf(
  bus: Bus,
  name: ServiceName,
  instance: ServiceInstance,
  outbox: Model<OutboxRow>,
): Promise<number> {
  const workers = await Promise.all(instance.workers.map((worker) => worker.backlog()));
  const unpublished = await outbox.countDocuments({ pending: true });
  if (instance.consumers.length === 0) return unpublished + sum(workers);
  const { num_pending, num_ack_pending } = await bus.manager.consumers.info(bus.stream, name);
  return sum(workers) + unpublished + num_pending + num_ack_pending;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
