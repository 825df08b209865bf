import { randomBytes } from "node:crypto";
import type { DescService } from "@bufbuild/protobuf";
import { type Client, createClient, type Transport } from "@connectrpc/connect";
import { Registry } from "prom-client";
import { type Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import type { Customer } from "#gen/countersign/customer/v1/customer_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { SubscriptionTier } from "#gen/countersign/customer/v1/subscription_pb.ts";
import { type Actor, serviceActor } from "../auth/principal.ts";
import { ManualClock } from "../clock.ts";
import { type Config, readConfig } from "../config/config.ts";
import type { EventDraft } from "../events/event.ts";
import { type OutboxRow, outboxModel, outboxRows } from "../events/outbox.ts";
import { connectBus } from "../events/streams.ts";
import { eventHeaders } from "../events/wire.ts";
import { createIdSource, type NewId } from "../ids.ts";
import { createLogger, type Logger } from "../log/logger.ts";
import { fetchJwks, type RunningServices, runServices } from "../platform/run-services.ts";
import { HEADERS } from "../rpc/call.ts";
import type { ServiceModule, ServiceName } from "../service.ts";
import { dropInstallation } from "./drop-installation.ts";
import { TestTokens, type TestUser } from "./test-tokens.ts";

/** What a test starts. */
export interface ConstellationOptions {
  /** The services to run; the customer service must be among them when tenants are used. */
  readonly modules: readonly ServiceModule[];
  /** Where the clock stands at first. Default: 2026-03-02T09:00:00Z, a Monday. */
  readonly startAt?: Date;
  /** Settings beyond the defaults of tests. */
  readonly config?: Partial<Config>;
  /** How long NATS waits for a word about an event, in ms. Default: as the platform's. */
  readonly ackWaitMs?: number;
  /** Where the services log. Default: nowhere, or to the terminal at TEST_LOG_LEVEL. */
  readonly log?: Logger;
}

/** Services in this process on the test run's real MongoDB and NATS, with a clock, databases and subjects of their own. */
export class Constellation {
  readonly clock: ManualClock;
  readonly newId: NewId;
  readonly config: Config;
  readonly running: RunningServices;
  /** Signs access tokens, honest and forged ones. */
  readonly tokens: TestTokens;
  #operator: TestUser | undefined;

  private constructor(parts: {
    clock: ManualClock;
    newId: NewId;
    config: Config;
    running: RunningServices;
    tokens: TestTokens;
  }) {
    this.clock = parts.clock;
    this.newId = parts.newId;
    this.config = parts.config;
    this.running = parts.running;
    this.tokens = parts.tokens;
  }

  /** Starts the services. Stop it in afterAll. */
  static async start(options: ConstellationOptions): Promise<Constellation> {
    const clock = new ManualClock(options.startAt ?? new Date("2026-03-02T09:00:00Z"));
    const newId = createIdSource(clock);
    const config = { ...testConfig(), ...options.config };
    const tokens = new TestTokens(clock);
    const log = options.log ?? createLogger({ level: process.env.TEST_LOG_LEVEL ?? "silent", pretty: false });
    const running = await runServices(options.modules, {
      config,
      clock,
      newId,
      log,
      metrics: new Registry(),
      processId: `test-${config.natsPrefix}`,
      automaticJobs: false,
      redeliveryMs: [5, 10, 20],
      ...(options.ackWaitMs === undefined ? {} : { ackWaitMs: options.ackWaitMs }),
      fetchJwks: async () => {
        const { keys } = await tokens.jwks();
        const signsIn = options.modules.some((module) => module.name === "identity");
        return { keys: [...keys, ...(signsIn ? (await fetchJwks(running.transports)).keys : [])] };
      },
    });
    return new Constellation({ clock, newId, config, running, tokens });
  }

  /** A user with roles; nothing is stored, the token alone proves them. */
  user(customerId: string, roles: readonly PermissionRole[], more: Partial<TestUser> = {}): TestUser {
    const userId = this.newId("usr");
    return {
      userId,
      customerId,
      employeeId: "",
      name: "Test User",
      email: `${userId}@example.com`,
      roles,
      ...more,
    };
  }

  /** An API key that allows something; nothing is stored, the token alone proves it. */
  apiKey(customerId: string, permissions: readonly Permission[], maker = this.newId("usr")): TestUser {
    const parts = { userId: this.newId("apk"), name: "Test key", email: "", permissions, apiKeyMaker: maker };
    return this.user(customerId, [], parts);
  }

  /** The platform's operator, the same one on every call. */
  operator(): TestUser {
    this.#operator ??= this.user("", [PermissionRole.PLATFORM_ADMIN], { name: "Operator" });
    return this.#operator;
  }

  /** A typed client that calls as a user, through the whole pipeline; without a user it calls as nobody. */
  client<S extends DescService>(service: S, user?: TestUser): Client<S> {
    const inner = this.running.transports.to(service, "gateway");
    return createClient(service, user ? this.#signedIn(inner, user) : inner);
  }

  /** An access token for a user. */
  token(user: TestUser): Promise<string> {
    return this.tokens.issue(user);
  }

  /** A new customer, with an administrator to act as. */
  async createCustomer(
    name: string,
    tier: SubscriptionTier = SubscriptionTier.PREMIUM,
  ): Promise<{ customerId: string; admin: TestUser; customer: Customer }> {
    const { customer } = await this.client(CustomerService, this.operator()).createCustomer({
      customer: { name },
      tier,
    });
    if (!customer) throw new Error("no customer came back");
    await this.settle();
    return {
      customer,
      customerId: customer.id,
      admin: this.user(customer.id, [PermissionRole.CUSTOMER_ADMIN], { name: "Admin" }),
    };
  }

  /** Waits until every event is published and handled and every worker is idle: then a test can look. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 2; ) {
      quiet = (await this.running.backlog()) === 0 ? quiet + 1 : 0;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Runs every job that is due by the clock, and settles. */
  async runJobs(): Promise<void> {
    for (const service of this.running.services) await service.scheduler.runDueJobs();
    await this.settle();
  }

  /** Moves the clock, runs what became due, and settles. */
  async advance(ms: number): Promise<void> {
    this.clock.advance(ms);
    await this.runJobs();
  }

  /** The database of a running service. */
  database(name: ServiceName) {
    const service = this.running.services.find((candidate) => candidate.name === name);
    if (!service) throw new Error(`${name} does not run in this test`);
    return service.database;
  }

  /** The events that a service has committed, oldest first. */
  async eventsOf(name: ServiceName, type?: string): Promise<OutboxRow[]> {
    const rows = await outboxModel(this.database(name)).find().sort({ _id: 1 }).lean<OutboxRow[]>();
    return rows.filter((row) => type === undefined || row.type.endsWith(`.${type}`));
  }

  /**
   * Publishes an event as its service would, for tests in which that service does not run. Given the same `eventId`
   * twice, the second is a redelivery: JetStream's own deduplication is switched off.
   */
  async publish(
    draft: EventDraft,
    options: { readonly eventId?: string; readonly actor?: Actor } = {},
  ): Promise<string> {
    const bus = await connectBus(
      { url: this.config.natsUrl, prefix: this.config.natsPrefix, replicas: 1 },
      "test-publisher",
    );
    try {
      const [row] = outboxRows(
        [draft],
        options.actor ?? serviceActor("test", "test"),
        this.clock,
        () => options.eventId ?? this.newId("evt"),
      );
      if (!row) throw new Error("no row was made");
      await bus.js.publish(bus.address(row.address), row.body, { headers: eventHeaders(row) });
      return row._id;
    } finally {
      await bus.connection.close();
    }
  }

  /** Stops everything and drops the databases and streams. */
  async stop(): Promise<void> {
    for (const service of this.running.services) await service.scheduler.stop();
    await this.running.shutdown.run();
    await dropInstallation(this.config.databasePrefix, this.config.natsPrefix);
  }

  #signedIn(inner: Transport, user: TestUser): Transport {
    const stamp = async (header: ConstructorParameters<typeof Headers>[0] | undefined): Promise<Headers> => {
      const headers = new Headers(header);
      if (!headers.has(HEADERS.authorization))
        headers.set(HEADERS.authorization, `Bearer ${await this.token(user)}`);
      return headers;
    };
    return {
      unary: async (method, signal, timeoutMs, header, input, values) =>
        inner.unary(method, signal, timeoutMs, await stamp(header), input, values),
      stream: async (method, signal, timeoutMs, header, input, values) =>
        inner.stream(method, signal, timeoutMs, await stamp(header), input, values),
    };
  }
}

/** A configuration on the test run's servers with databases and subjects of its own. */
export function testConfig(): Config {
  const { MONGODB_URI, NATS_URL } = process.env;
  if (!MONGODB_URI || !NATS_URL)
    throw new Error("MONGODB_URI and NATS_URL are not set: run through npm test or npm run jest");
  const unique = `t${randomBytes(5).toString("hex")}`;
  const config = readConfig(
    {
      MONGODB_URI,
      NATS_URL,
      DATABASE_PREFIX: unique,
      NATS_PREFIX: unique,
      HTTP_PORT: "0",
      GRPC_PORT: "0",
      SECRETS_KEY: randomBytes(32).toString("base64url"),
      RATE_LIMIT_PER_USER: "0",
      RATE_LIMIT_PER_CUSTOMER: "0",
      RATE_LIMIT_PER_ADDRESS: "0",
    },
    process.cwd(),
  );
  return { ...config, dataDir: `${process.env.TEST_DATA_DIR ?? "var/test"}/${unique}` };
}
