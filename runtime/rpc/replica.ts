import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { ChannelCredentials, type ChannelOptions, Client, Metadata, status } from "@grpc/grpc-js";
import {
  Health,
  HealthCheckRequestSchema,
  HealthCheckResponse_ServingStatus,
  HealthCheckResponseSchema,
} from "#gen/grpc/health/v1/health_pb.ts";

/** What is known of a replica: it takes calls, it doesn't, or nobody knows. */
export type ReplicaState = "unknown" | "serving" | "away";

const WATCH = `/${Health.typeName}/${Health.method.watch.name}`;
const WATCH_REQUEST = Buffer.from(toBinary(HealthCheckRequestSchema, create(HealthCheckRequestSchema)));
/** Least time between the ends of a watch and the next one, in ms: a server that ends each at once is not hammered. */
const WATCH_AGAIN_MS = 100;
/** When a server without the health protocol is asked again, in ms. */
const ASK_AGAIN_MS = 60_000;

/**
 * One address of a service: a channel, and a standing question whether it serves (gRPC health protocol, Watch), so that
 * a draining or dead one is known at once and one that is back as soon as it answers.
 */
export class Replica {
  readonly address: string;
  readonly client: Client;
  readonly #changed: () => void;
  #state: ReplicaState = "unknown";
  #watch: { cancel: () => void } | undefined;
  #again: NodeJS.Timeout | undefined;
  #closed = false;

  /** `address`: `ip:port`. `changed` is called when its state is another. */
  constructor(address: string, options: ChannelOptions, changed: () => void) {
    this.address = address;
    this.client = new Client(target(address), ChannelCredentials.createInsecure(), options);
    this.#changed = changed;
    this.#ask();
  }

  get state(): ReplicaState {
    return this.#state;
  }

  /** Ends the channel; calls under way go on. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#again);
    this.#watch?.cancel();
    this.client.close();
  }

  #ask(): void {
    // Waits for the connection, so that a dead replica costs no calls: the channel's own back-off is the pace.
    const call = this.client.makeServerStreamRequest(
      WATCH,
      (bytes: Buffer) => bytes,
      (bytes: Buffer) => fromBinary(HealthCheckResponseSchema, bytes).status,
      WATCH_REQUEST,
      new Metadata({ waitForReady: true }),
    );
    this.#watch = call;
    call.on("data", (now: HealthCheckResponse_ServingStatus) => {
      this.#become(now === HealthCheckResponse_ServingStatus.SERVING ? "serving" : "away");
    });
    call.on("error", () => undefined); // told again by "status"
    call.once("status", ({ code }) => {
      const speaks = code !== status.UNIMPLEMENTED;
      if (this.#closed) return;
      this.#become(speaks ? "away" : "unknown");
      this.#again = setTimeout(() => this.#ask(), speaks ? WATCH_AGAIN_MS : ASK_AGAIN_MS);
      this.#again.unref();
    });
  }

  #become(state: ReplicaState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#changed();
  }
}

/** grpc-js names literal addresses by their family. */
const target = (address: string): string => (address.startsWith("[") ? `ipv6:${address}` : `ipv4:${address}`);
