import {
  type ConsumerConfig,
  JetStreamApiError,
  type JetStreamClient,
  type JetStreamManager,
  jetstream,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
} from "@nats-io/jetstream";
import { connect, type NatsConnection, nanos } from "@nats-io/transport-node";
import { DAY_MS } from "../clock.ts";
import { ALL_EVENTS } from "./event.ts";

/** Which NATS, and how this installation's streams are called. */
export interface NatsOptions {
  readonly url: string;
  /** Put before every subject and stream name, so that installations can share a server. Default: none. */
  readonly prefix: string;
  /** Copies of each stream: 1 on a single server, 3 on a cluster. */
  readonly replicas: number;
}

/** The process's one NATS connection with its JetStream handles. */
export interface Bus {
  readonly connection: NatsConnection;
  readonly js: JetStreamClient;
  readonly manager: JetStreamManager;
  readonly stream: string;
  readonly deadStream: string;
  /** The subject on this server: the contract's subject behind the installation's prefix. */
  readonly address: (subject: string) => string;
}

/** Subjects of messages that a consumer gave up on: `dead.<consuming service>.<original subject>`. */
export const DEAD_LETTERS = "dead.>";

const STREAM_EXISTS_WITH_OTHER_CONFIG = 10058;
const CONSUMER_EXISTS_WITH_OTHER_CONFIG = 10148;

/** A subject behind the installation's prefix, which may be empty. */
export const installationSubject = (prefix: string, subject: string): string =>
  prefix === "" ? subject : `${prefix}.${subject}`;

/** A connection that comes back by itself once it was there; `urls` with commas. Throws when no server answers in 5 s. */
export const connectNats = (urls: string, name: string): Promise<NatsConnection> =>
  connect({
    servers: urls.split(","),
    name,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 500,
    timeout: 5_000,
  });

/** Connects, and creates or updates the two streams. Throws when the server is away or has no JetStream. */
export async function connectBus(options: NatsOptions, name: string): Promise<Bus> {
  const connection = await connectNats(options.url, name);
  const manager = await jetstreamManager(connection);
  const address = (subject: string): string => installationSubject(options.prefix, subject);
  const stream = `${options.prefix}COUNTERSIGN`.toUpperCase();
  const deadStream = `${stream}_DEAD`;
  await ensureStream(manager, stream, address(ALL_EVENTS), 7 * DAY_MS, options.replicas);
  await ensureStream(manager, deadStream, address(DEAD_LETTERS), 90 * DAY_MS, options.replicas);
  return { connection, js: jetstream(connection), manager, stream, deadStream, address };
}

async function ensureStream(
  manager: JetStreamManager,
  name: string,
  subject: string,
  maxAgeMs: number,
  replicas: number,
): Promise<void> {
  const config = {
    name,
    subjects: [subject],
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    max_age: nanos(maxAgeMs),
    duplicate_window: nanos(2 * 60_000),
    num_replicas: replicas,
  };
  await createOrUpdate(
    STREAM_EXISTS_WITH_OTHER_CONFIG,
    () => manager.streams.add(config),
    () => manager.streams.update(name, config),
  );
}

/** Creates a durable consumer, or gives the one of this name what has changed since an earlier version. */
export const ensureConsumer = (
  { manager, stream }: Bus,
  config: Partial<ConsumerConfig> & { readonly durable_name: string },
): Promise<void> =>
  createOrUpdate(
    CONSUMER_EXISTS_WITH_OTHER_CONFIG,
    () => manager.consumers.add(stream, config),
    () => manager.consumers.update(stream, config.durable_name, config),
  );

async function createOrUpdate(
  existsCode: number,
  create: () => Promise<unknown>,
  update: () => Promise<unknown>,
): Promise<void> {
  try {
    await create();
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.code !== existsCode) throw error;
    await update();
  }
}
