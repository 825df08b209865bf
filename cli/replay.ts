import type { QueryFilter } from "mongoose";
import { ConfigError } from "../runtime/config/settings.ts";
import { eventBody, type OutboxRow, outboxModel } from "../runtime/events/outbox.ts";
import { connectBus } from "../runtime/events/streams.ts";
import { eventHeaders } from "../runtime/events/wire.ts";
import { SERVICE_NAMES, type ServiceName } from "../runtime/service.ts";
import { withDatabases } from "./databases.ts";

/** Which events to publish again. */
export interface ReplayOptions {
  readonly service?: string;
  readonly since?: string;
  readonly customer?: string;
  readonly dryRun?: boolean;
}

const BATCH = 500;

/** `countersign replay`: publishes outbox rows again, oldest first. Without message ids, so that JetStream takes them. */
export function replay(options: ReplayOptions): Promise<void> {
  const services = servicesOf(options);
  const filter = filterOf(options);
  return withDatabases(async ({ config, of }) => {
    const bus = await connectBus(
      { url: config.natsUrl, prefix: config.natsPrefix, replicas: config.natsReplicas },
      "replay",
    );
    try {
      for (const service of services) {
        let count = 0;
        let rows: OutboxRow[] = [];
        const flush = async (): Promise<void> => {
          count += rows.length;
          if (!options.dryRun) {
            await Promise.all(
              rows.map((row) =>
                bus.js.publish(bus.address(row.address), eventBody(row), { headers: eventHeaders(row) }),
              ),
            );
          }
          rows = [];
        };
        const cursor = outboxModel(of(service))
          .find(filter)
          .sort({ time: 1, _id: 1 })
          .lean<OutboxRow[]>()
          .cursor();
        for await (const row of cursor) {
          rows.push(row as OutboxRow);
          if (rows.length === BATCH) await flush();
        }
        await flush();
        process.stdout.write(
          `${service.padEnd(16)} ${count} events ${options.dryRun ? "would be published" : "published"}\n`,
        );
      }
    } finally {
      await bus.connection.drain();
    }
  });
}

function servicesOf(options: ReplayOptions): readonly ServiceName[] {
  if (options.service === undefined) return SERVICE_NAMES;
  const name = SERVICE_NAMES.find((candidate) => candidate === options.service);
  if (!name) throw new ConfigError(`--service=${options.service} is not one of ${SERVICE_NAMES.join(", ")}.`);
  return [name];
}

function filterOf(options: ReplayOptions): QueryFilter<OutboxRow> {
  const since = options.since === undefined ? new Date(0) : new Date(options.since);
  if (Number.isNaN(since.getTime()))
    throw new ConfigError(`--since=${options.since} is no ISO time, such as 2026-11-01T00:00:00Z.`);
  return {
    time: { $gte: since },
    ...(options.customer === undefined ? {} : { customerId: options.customer }),
  };
}
