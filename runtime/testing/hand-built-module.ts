import type { DescMethod, DescService } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import type { Connection, Model } from "mongoose";
import type { EventHandler } from "../events/consumer.ts";
import type { Job, Worker } from "../jobs/job.ts";
import type { BoundMethod } from "../rpc/handler.ts";
import type { ServiceKit, ServiceModule, ServiceName } from "../service.ts";

/** The parts that a test gives a service of its own; methods that it does not give are unimplemented. */
export interface HandBuiltParts {
  readonly methods?: readonly BoundMethod[];
  readonly consumers?: readonly EventHandler[];
  readonly jobs?: readonly Job[];
  readonly workers?: readonly Worker[];
}

/** A service module made by a test: real runtime around hand-written handlers. */
export function handBuiltModule(
  name: ServiceName,
  service: DescService,
  build: (kit: ServiceKit) => HandBuiltParts,
  // biome-ignore lint/suspicious/noExplicitAny: mongoose's Model is invariant in its document type
  models: (database: Connection) => readonly Model<any>[] = () => [],
): ServiceModule {
  return {
    name,
    service,
    models,
    migrations: [],
    create: (kit) => {
      const { methods = [], consumers = [], jobs = [], workers = [] } = build(kit);
      const bound = service.methods.map(
        (method) => methods.find((given) => given.method === method) ?? missing(method),
      );
      return { implementation: { service, methods: bound }, consumers, jobs, workers };
    },
  };
}

const missing = (method: DescMethod): BoundMethod => ({
  method,
  run: () => {
    throw new ConnectError(`${method.name} is not part of this test`, Code.Unimplemented);
  },
});
