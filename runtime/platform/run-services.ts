import { createClient } from "@connectrpc/connect";
import type { JSONWebKeySet } from "jose";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { AccessTokenVerifier } from "../auth/access-token.ts";
import { ServiceTokens } from "../auth/service-token.ts";
import { MAX_MESSAGE_BYTES } from "../config/config.ts";
import { LiveEvents } from "../events/live.ts";
import { type Bus, connectBus } from "../events/streams.ts";
import { Foreground } from "../lifecycle/foreground.ts";
import { bounded, Shutdown } from "../lifecycle/shutdown.ts";
import { connectMongo, serviceDatabase } from "../mongo/connect.ts";
import { startGrpcServer } from "../rpc/grpc-server.ts";
import { type HostDependencies, ServiceHost } from "../rpc/host.ts";
import { RpcMetrics } from "../rpc/metrics.ts";
import { openSecrets } from "../secrets/key-file.ts";
import type { ServiceModule } from "../service.ts";
import type { PlatformParts } from "./parts.ts";
import { buildService, migrateService, type RunningService } from "./run-service.ts";
import { Transports } from "./transports.ts";

/** The services of one process, running. */
export interface RunningServices {
  readonly transports: Transports;
  readonly services: readonly RunningService[];
  /** Port of the gRPC server; undefined when the process runs no service. */
  readonly grpcPort: number | undefined;
  /** False from the moment a stop begins, or while MongoDB or NATS is away. */
  readonly ready: () => Promise<boolean>;
  /** What `ready` is made of, by name. */
  readonly readiness: () => Promise<Readiness>;
  /** Verifies access tokens for the services here, or for a gateway alone. */
  readonly accessTokens: AccessTokenVerifier;
  /** The process's NATS connection; undefined when it runs no service. */
  readonly bus: Bus | undefined;
  /** Registers what else must stop: before the services do, and after they became unready. */
  readonly shutdown: Shutdown;
  /** Work that is not done yet, over all services. */
  readonly backlog: () => Promise<number>;
}

/** Whether calls should be sent to this process, and what decided it. */
export interface Readiness {
  readonly ready: boolean;
  readonly dependencies: readonly {
    readonly name: string;
    readonly ready: boolean;
    readonly detail?: string;
  }[];
}

const READY_WITHIN_MS = 2_000;

/**
 * Starts services in this process: connects, migrates, builds each module, opens gRPC, begins to pull events and run
 * jobs. When a step fails, what was started is stopped again and the error is thrown.
 */
export async function runServices(
  modules: readonly ServiceModule[],
  parts: PlatformParts,
): Promise<RunningServices> {
  const shutdown = new Shutdown(parts.config.shutdownSeconds * 1000, parts.log);
  try {
    return await start(modules, parts, shutdown);
  } catch (error) {
    await shutdown.run();
    throw error;
  }
}

async function start(
  modules: readonly ServiceModule[],
  parts: PlatformParts,
  shutdown: Shutdown,
): Promise<RunningServices> {
  const { config, clock, log } = parts;
  const host = new ServiceHost();
  const serviceTokens = new ServiceTokens(Buffer.from(config.serviceTokenSecret), clock);
  const transports = new Transports(config, serviceTokens, host);
  shutdown.defer("channels", () => transports.close());
  let stopping = false;
  const accessTokens = new AccessTokenVerifier(parts.fetchJwks ?? (() => fetchJwks(transports)), clock);
  if (modules.length === 0) {
    shutdown.defer("readiness", () => {
      stopping = true;
    });
    const readiness = async (): Promise<Readiness> => {
      const dependencies = transports.reachable();
      // One service that is away takes its own methods with it; without all of them there is nothing to answer.
      const isolated = dependencies.length > 0 && dependencies.every(({ ready }) => !ready);
      return { ready: !stopping && !isolated, dependencies };
    };
    return {
      transports,
      services: [],
      grpcPort: undefined,
      accessTokens,
      bus: undefined,
      readiness,
      ready: async () => (await readiness()).ready,
      shutdown,
      backlog: async () => 0,
    };
  }

  const mongoOptions = { uri: config.mongodbUri, databasePrefix: config.databasePrefix };
  const mongo = await connectMongo(mongoOptions);
  shutdown.defer("MongoDB", () => mongo.close());
  const bus = await connectBus(
    { url: config.natsUrl, prefix: config.natsPrefix, replicas: config.natsReplicas },
    parts.processId,
  );
  shutdown.defer("NATS", () => bus.connection.drain());

  const live = new LiveEvents(bus);
  const secrets = openSecrets(config);
  const foreground = new Foreground();
  const services = await Promise.all(
    modules.map(async (module) => {
      const database = serviceDatabase(mongo, mongoOptions, module.name);
      const { applied } = await migrateService(module, database, secrets);
      if (applied.length > 0) log.info({ service: module.name, applied }, "migrated");
      return buildService(module, database, {
        ...parts,
        clock: parts.clockOf?.(module.name) ?? clock,
        bus,
        mongo: mongo.getClient(),
        transports,
        live,
        secrets,
        foreground,
      });
    }),
  );

  const pipeline: Omit<HostDependencies, "tenants" | "recordOperatorAccess"> = {
    accessTokens,
    serviceTokens,
    metrics: new RpcMetrics(parts.metrics),
    foreground,
    log,
    newRequestId: () => parts.newId("rq"),
  };
  for (const service of services)
    host.add(service.instance.implementation, {
      ...pipeline,
      tenants: service.tenants,
      recordOperatorAccess: service.recordOperatorAccess,
    });

  shutdown.defer("service resources", async () => {
    for (const service of services) await service.instance.close?.();
  });
  shutdown.defer("outbox", async () => {
    for (const service of services) {
      await service.relay.stop();
      await service.relay.flush();
    }
  });
  const grpc = await startGrpcServer(host, {
    address: `${config.grpcHost}:${config.grpcPort}`,
    maxMessageBytes: MAX_MESSAGE_BYTES,
  });
  shutdown.defer("gRPC calls", () => grpc.stop((config.shutdownSeconds * 1000) / 2));
  shutdown.defer("consumers and jobs", async () => {
    await Promise.all(services.flatMap((service) => [service.consumer.stop(), service.scheduler.stop()]));
  });
  for (const service of services) {
    service.relay.start();
    await service.consumer.start();
    service.scheduler.start();
  }
  shutdown.defer("readiness", () => {
    stopping = true;
    grpc.setServing(false);
  });

  const answers = (work: Promise<unknown>): Promise<boolean> =>
    bounded(work, READY_WITHIN_MS).then(
      () => true,
      () => false,
    );
  const readiness = async (): Promise<Readiness> => {
    const [mongodb, nats] = await Promise.all([
      answers(mongo.getClient().db("admin").command({ ping: 1 })),
      bus.connection.isClosed() ? false : answers(bus.connection.flush()),
    ]);
    const dependencies = [
      { name: "mongodb", ready: mongodb },
      { name: "nats", ready: nats },
    ];
    return { ready: !stopping && mongodb && nats, dependencies };
  };

  return {
    transports,
    services,
    grpcPort: grpc.port,
    accessTokens,
    bus,
    shutdown,
    readiness,
    ready: async () => !stopping && (await readiness()).ready,
    backlog: async () =>
      (await Promise.all(services.map((service) => service.backlog()))).reduce((a, b) => a + b, 0),
  };
}

/** The public keys of access tokens, from the identity service. */
export async function fetchJwks(transports: Transports): Promise<JSONWebKeySet> {
  const { keys } = await createClient(IdentityService, transports.to(IdentityService, "gateway")).getJwks({});
  return { keys: keys.map(({ kid, kty, crv, x, alg, use }) => ({ kid, kty, crv, x, alg, use })) };
}
