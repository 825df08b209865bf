import { create } from "@bufbuild/protobuf";
import { Registry } from "prom-client";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import {
  GetRolloutResponseSchema,
  ListRolloutsResponseSchema,
  WatchRolloutResponseSchema,
} from "#gen/countersign/acknowledgement/v1/rollout_requests_pb.ts";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { createLogger } from "../../runtime/log/logger.ts";
import type { Call } from "../../runtime/rpc/call.ts";
import { Constellation } from "../../runtime/testing/constellation.ts";
import { handBuiltModule } from "../../runtime/testing/hand-built-module.ts";
import { customerModule } from "../../services/customer/module.ts";
import { type Gateway, type GatewayOptions, startGateway } from "../gateway.ts";

const { method } = AcknowledgementService;

/** A rollout that the probe knows. */
export const ROLLOUT = "rol_01h2xcejqtf2nbrexx3vqjhp41";

/** Paths of the probe's methods. */
export const PATHS = {
  get: "/countersign.acknowledgement.v1.AcknowledgementService/GetRollout",
  list: "/countersign.acknowledgement.v1.AcknowledgementService/ListRollouts",
  settings: "/countersign.customer.v1.CustomerService/GetSettings",
} as const;

/** What the probe's handlers saw, and the gate behind which they wait when asked to. */
export class Probe {
  readonly calls: Call[] = [];
  waiting = 0;
  streams = 0;
  #gate = Promise.withResolvers<void>();

  /** Lets everything that waits go on. */
  release(): void {
    this.#gate.resolve();
    this.#gate = Promise.withResolvers<void>();
  }

  /** A service of the acknowledgement contract that shows what it was given, waits, or streams without end. */
  readonly module = handBuiltModule("acknowledgement", AcknowledgementService, () => ({
    methods: [
      { method: method.getRollout, run: (_request, call) => this.#get(call) },
      { method: method.watchRollout, run: (_request, call) => this.#watch(call) },
      {
        method: method.listRollouts,
        run: async () =>
          create(ListRolloutsResponseSchema, {
            rollouts: Array.from({ length: 40 }, () => ({ id: ROLLOUT, policyTitle: "Acceptable use" })),
          }),
      },
    ],
  }));

  async #get(call: Call) {
    this.calls.push(call);
    if (call.requestId.startsWith("wait")) {
      const gate = this.#gate.promise;
      this.waiting += 1;
      await gate;
      this.waiting -= 1;
    }
    if (call.requestId === "boom") throw new Error("secret cause");
    return create(GetRolloutResponseSchema, { rollout: { id: ROLLOUT, policyTitle: "Acceptable use" } });
  }

  async *#watch(call: Call) {
    this.calls.push(call);
    this.streams += 1;
    try {
      for (let targetCount = 1; !call.signal.aborted; targetCount++) {
        yield create(WatchRolloutResponseSchema, { rollout: { targetCount } });
        await new Promise((resolve) => setImmediate(resolve));
      }
    } finally {
      this.streams -= 1;
    }
  }
}

/** A gateway in front of the customer service and a probe. */
export interface Door {
  readonly net: Constellation;
  readonly probe: Probe;
  readonly gateway: Gateway;
  readonly port: number;
  /** Of an officer who may call everything that the tests call. */
  readonly authorization: string;
  /** Another gateway over the same services. */
  readonly another: (options?: Partial<GatewayOptions>) => Promise<Gateway>;
  readonly close: () => Promise<void>;
}

/** Opens it. */
export async function openDoor(): Promise<Door> {
  const probe = new Probe();
  const net = await Constellation.start({ modules: [customerModule, probe.module] });
  const others: Gateway[] = [];
  const another = async (options: Partial<GatewayOptions> = {}): Promise<Gateway> => {
    const gateway = await startGateway({
      config: net.config,
      transports: net.running.transports,
      log: createLogger({ level: process.env.TEST_LOG_LEVEL ?? "silent", pretty: false }),
      metrics: new Registry(),
      clock: net.clock,
      accessTokens: net.running.accessTokens,
      ready: net.running.readiness,
      newRequestId: () => net.newId("rq"),
      ...options,
    });
    others.push(gateway);
    return gateway;
  };
  const gateway = await another();
  const { customerId } = await net.createCustomer("Door");
  const officer = net.user(customerId, [PermissionRole.CUSTOMER_ADMIN, PermissionRole.COMPLIANCE_OFFICER]);
  return {
    net,
    probe,
    gateway,
    port: gateway.port,
    authorization: `Bearer ${await net.token(officer)}`,
    another,
    close: async () => {
      probe.release();
      await Promise.all(others.map((other) => other.stop(100)));
      await net.stop();
    },
  };
}

const PATIENCE_MS = 10_000;

/** Waits until something is so; throws when it is not within ten seconds. */
export async function until(holds: () => boolean): Promise<void> {
  const endsMs = performance.now() + PATIENCE_MS;
  while (!holds()) {
    if (performance.now() > endsMs) throw new Error(`it never became so: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
