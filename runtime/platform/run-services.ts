import { createClient } from "@connectrpc/connect";
import type { JSONWebKeySet } from "jose";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { AccessTokenVerifier } from "../auth/access-token.ts";
import { ServiceTokens } from "../auth/service-token.ts";
import { MAX_MESSAGE_BYTES } from "../config/config.ts";
import { LiveEvents } from "../events/live.ts";
import { connectBus } from "../events/streams.ts";
import { bounded, Shutdown } from "../lifecycle/shutdown.ts";
import { connectMongo, serviceDatabase } from "../mongo/connect.ts";
import { startGrpcServer } from "../rpc/grpc-server.ts";
import { type HostDependencies, ServiceHost } from "../rpc/host.ts";
import { RpcMetrics } from "../rpc/metrics.ts";
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
  /** Registers what else must stop: before the services do, and after they became unready. */
  readonly shutdown: Shutdown;
  /** Work that is not done yet, over all services. */
  readonly backlog: () => Promise<number>;
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
  if (modules.length === 0) {
    return {
      transports,
      services: [],
      grpcPort: undefined,
      ready: async () => !stopping,
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
  const services = await Promise.all(
    modules.map(async (module) => {
      const database = serviceDatabase(mongo, mongoOptions, module.name);
      const { applied } = await migrateService(module, database);
      if (applied.length > 0) log.info({ service: module.name, applied }, "migrated");
      return buildService(module, database, { ...parts, bus, mongo: mongo.getClient(), transports, live });
    }),
  );

  const accessTokens = new AccessTokenVerifier(parts.fetchJwks ?? (() => fetchJwks(transports)), clock);
  const pipeline: Omit<HostDependencies, "tenants"> = {
    accessTokens,
    serviceTokens,
    metrics: new RpcMetrics(parts.metrics),
    log,
    newRequestId: () => parts.newId("rq"),
  };
  for (const service of services)
    host.add(service.instance.implementation, { ...pipeline, tenants: service.tenants });

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

  return {
    transports,
    services,
    grpcPort: grpc.port,
    shutdown,
    ready: async () => {
      if (stopping || bus.connection.isClosed()) return false;
      const ping = mongo.getClient().db("admin").command({ ping: 1 });
      return bounded(Promise.all([ping, bus.connection.flush()]), READY_WITHIN_MS).then(
        () => true,
        () => false,
      );
    },
    backlog: async () =>
      (await Promise.all(services.map((service) => service.backlog()))).reduce((a, b) => a + b, 0),
  };
}

/** The public keys of access tokens, from the identity service. */
export async function fetchJwks(transports: Transports): Promise<JSONWebKeySet> {
  const { keys } = await createClient(IdentityService, transports.to(IdentityService, "gateway")).getJwks({});
  return { keys: keys.map(({ kid, kty, crv, x, alg, use }) => ({ kid, kty, crv, x, alg, use })) };
}
