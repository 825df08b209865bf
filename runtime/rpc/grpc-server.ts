import { type DescFile, type DescService, type Message, toBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import {
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServerWritableStream,
  type sendUnaryData,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { ReflectionService } from "@grpc/reflection";
import { HealthImplementation } from "grpc-health-check";
import { canceled, type Incoming } from "./call.ts";
import { serviceDefinition, toGrpcStatus } from "./grpc-wire.ts";
import { type HostedMethod, pathOf, type ServiceHost } from "./host.ts";

/** Where a gRPC server listens, and its bounds. */
export interface GrpcServerOptions {
  /** `host:port`; port 0 takes a free one. */
  readonly address: string;
  /** Largest message, in bytes. */
  readonly maxMessageBytes: number;
}

/** A listening gRPC server with reflection and health. */
export interface GrpcServer {
  readonly port: number;
  /** Says "not serving" to health checks; calls go on. */
  readonly setServing: (serving: boolean) => void;
  /** Stops taking calls and waits for those under way; after `graceMs` they are cut. */
  readonly stop: (graceMs: number) => Promise<void>;
}

/** Serves a host's services over gRPC. Throws when the address is taken. */
export async function startGrpcServer(host: ServiceHost, options: GrpcServerOptions): Promise<GrpcServer> {
  const server = new Server({
    "grpc.max_receive_message_length": options.maxMessageBytes,
    "grpc.max_send_message_length": -1,
    "grpc.enable_channelz": 0,
    "grpc.max_connection_age_ms": 30 * 60_000,
    "grpc.max_connection_age_grace_ms": 30_000,
  });
  for (const service of host.services) server.addService(serviceDefinition(service), handlers(host, service));
  const health = new HealthImplementation(
    Object.fromEntries(
      ["", ...host.services.map((service) => service.typeName)].map((name) => [name, "SERVING" as const]),
    ),
  );
  health.addToServer(server);
  new ReflectionService(descriptors(host.services)).addToServer(server);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(options.address, ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return {
    port,
    setServing: (serving) => {
      for (const name of ["", ...host.services.map((service) => service.typeName)]) {
        health.setStatus(name, serving ? "SERVING" : "NOT_SERVING");
      }
    },
    stop: (graceMs) => stop(server, graceMs),
  };
}

function stop(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.forceShutdown(), graceMs);
    server.tryShutdown(() => {
      clearTimeout(cut);
      resolve();
    });
  });
}

type UnaryCall = ServerUnaryCall<Message, Message>;
type StreamCall = ServerWritableStream<Message, Message>;

function handlers(host: ServiceHost, service: DescService): UntypedServiceImplementation {
  const entries = service.methods.map((method) => {
    const hosted = host.find(pathOf(method));
    if (!hosted) throw new Error(`${pathOf(method)} is not hosted`);
    const handler =
      method.methodKind === "unary"
        ? (call: UnaryCall, answer: sendUnaryData<Message>) => void answerOnce(hosted, call, answer)
        : (call: StreamCall) => void answerMany(hosted, call);
    return [method.localName, handler];
  });
  return Object.fromEntries(entries) as UntypedServiceImplementation;
}

async function answerOnce(
  hosted: HostedMethod,
  call: UnaryCall,
  answer: sendUnaryData<Message>,
): Promise<void> {
  try {
    answer(null, await hosted.unary(call.request, incoming(call)));
  } catch (error) {
    answer(toGrpcStatus(error));
  }
}

async function answerMany(hosted: HostedMethod, call: StreamCall): Promise<void> {
  try {
    for await (const message of hosted.stream(call.request, incoming(call))) {
      if (call.cancelled) return;
      if (!call.write(message)) await writable(call);
    }
    call.end();
  } catch (error) {
    if (!call.cancelled) call.emit("error", toGrpcStatus(error));
  }
}

/** Waits until the peer has room again, or is gone. */
function writable(call: StreamCall): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      call.off("drain", done);
      call.off("cancelled", done);
      resolve();
    };
    call.on("drain", done);
    call.on("cancelled", done);
  });
}

function incoming(call: UnaryCall | StreamCall): Incoming {
  let abort: AbortController | undefined;
  return {
    header: (name) => call.metadata.get(name)[0]?.toString(),
    peer: () => call.getPeer().replace(/:\d+$/, ""),
    signal: () => {
      if (!abort) {
        const controller = new AbortController();
        abort = controller;
        if (call.cancelled) controller.abort(canceled());
        else call.on("cancelled", () => controller.abort(canceled()));
      }
      return abort.signal;
    },
  };
}

type PackageDefinition = ConstructorParameters<typeof ReflectionService>[0];

/** All that reflection reads of a package definition: the file descriptors. */
function descriptors(services: readonly DescService[]): PackageDefinition {
  const files = new Map<string, Buffer>();
  const walk = (file: DescFile): void => {
    if (files.has(file.proto.name)) return;
    files.set(file.proto.name, Buffer.from(toBinary(FileDescriptorProtoSchema, file.proto)));
    for (const dependency of file.dependencies) walk(dependency);
  };
  for (const service of services) walk(service.file);
  const all = {
    format: "Protocol Buffer 3 DescriptorProto",
    type: {},
    fileDescriptorProtos: [...files.values()],
  };
  return { all } as unknown as PackageDefinition;
}
