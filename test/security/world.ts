import type { Message } from "@bufbuild/protobuf";
import type { Connection } from "mongoose";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { failedPrecondition } from "../../runtime/errors.ts";
import type { Bus } from "../../runtime/events/streams.ts";
import type { Logger } from "../../runtime/log/logger.ts";
import type { Call } from "../../runtime/rpc/call.ts";
import type { ServiceModule } from "../../runtime/service.ts";
import { Constellation } from "../../runtime/testing/constellation.ts";
import type { TestUser } from "../../runtime/testing/test-tokens.ts";
import { TestProvider } from "../../services/identity/tests/sso/test-provider.ts";
import { MODULES } from "../../services/modules.ts";
import { CUSTOMER_ROLES, inhabit } from "./inhabit.ts";
import { type IdPool, idsOf } from "./stored-ids.ts";

/** A customer in which there is one of everything. */
export interface Inhabited {
  readonly customerId: string;
  /** Somebody with every role that a customer's user can have, an employee too. */
  readonly everybody: TestUser;
  /** Ids of what belongs to the customer. */
  readonly ids: IdPool;
}

/** A request id that begins so asks the doors, not the rooms: see `withDoorbell`. */
export const DOORBELL = "doorbell-";

/** The whole platform with two customers that must not know of each other, and one that was deleted. */
export class SecurityWorld {
  readonly net: Constellation;
  readonly own: Inhabited;
  readonly foreign: Inhabited;
  readonly deletedCustomerId: string;
  /** Calls that passed every door, by request id. */
  readonly admitted: Map<string, Call>;

  private constructor(parts: {
    net: Constellation;
    own: Inhabited;
    foreign: Inhabited;
    deletedCustomerId: string;
    admitted: Map<string, Call>;
  }) {
    this.net = parts.net;
    this.own = parts.own;
    this.foreign = parts.foreign;
    this.deletedCustomerId = parts.deletedCustomerId;
    this.admitted = parts.admitted;
  }

  /** Starts it. Customers that nobody lives in are enough where no handler runs. */
  static async start(options: {
    readonly inhabited: boolean;
    readonly log?: Logger;
  }): Promise<SecurityWorld> {
    const admitted = new Map<string, Call>();
    const modules = MODULES.map((module) => withDoorbell(module, admitted));
    const net = await Constellation.start({
      modules,
      startAt: new Date(),
      config: { publicUrl: PUBLIC_URL, identityProviderReach: "any" },
      ...(options.log ? { log: options.log } : {}),
    });
    const provider = await TestProvider.start({ redirectBase: PUBLIC_URL });
    const deleted = await net.createCustomer("Deleted");
    await net.client(CustomerService, net.operator()).deleteCustomer({ customerId: deleted.customerId });
    const fill = options.inhabited ? inhabit : nobody;
    const { issuer } = provider;
    const one = await found(net, "Own", (...call) => fill(...call, issuer));
    const other = await found(net, FOREIGN_NAME, (...call) => fill(...call, issuer));
    await provider.stop();
    if (options.inhabited) await net.advance(NOTICE_MS);
    const [own, foreign] = [await withIds(net, one), await withIds(net, other)];
    return new SecurityWorld({ net, own, foreign, deletedCustomerId: deleted.customerId, admitted });
  }

  /** The streams of events and dead letters. */
  get bus(): Bus {
    const { bus } = this.net.running;
    if (!bus) throw new Error("no service runs");
    return bus;
  }

  /** The services' databases. */
  get databases(): readonly Connection[] {
    return this.net.running.services.map((service) => service.database);
  }
}

/** Stands in every name, address and text of the foreign customer, so that a leak shows. */
export const FOREIGN_NAME = "Zzforeign";

/** After this the collected notices are out. */
const NOTICE_MS = 20 * 60_000;

type Founded = Omit<Inhabited, "ids">;

type Fill = (net: Constellation, customerId: string, name: string) => Promise<TestUser>;

async function found(net: Constellation, name: string, fill: Fill): Promise<Founded> {
  const { customerId } = await net.createCustomer(name);
  return { customerId, everybody: await fill(net, customerId, name) };
}

/** Where the platform says that it is; it isn't asked for there. */
const PUBLIC_URL = "http://127.0.0.1:1";

const nobody: typeof inhabit = async (net, customerId) =>
  net.user(customerId, CUSTOMER_ROLES, { employeeId: net.newId("emp") });

async function withIds(net: Constellation, founded: Founded): Promise<Inhabited> {
  const databases = net.running.services.map((service) => service.database);
  const ids = new Map(await idsOf(databases, founded.customerId));
  // An entry of an inbox is a delivery under another prefix.
  ids.set("ntf", ids.get("dlv")?.map((id) => id.replace("dlv_", "ntf_")) ?? []);
  return { ...founded, ids };
}

/** A module whose methods, rung with a doorbell, say that they were reached and for whom, and do nothing. */
function withDoorbell(module: ServiceModule, admitted: Map<string, Call>): ServiceModule {
  return {
    ...module,
    create: async (kit) => {
      const instance = await module.create(kit);
      const { service, methods } = instance.implementation;
      const guarded = methods.map(({ method, run }) => ({
        method,
        run: (request: Message, call: Call) => {
          if (!call.requestId.startsWith(DOORBELL)) return run(request, call);
          admitted.set(call.requestId, call);
          throw failedPrecondition("ADMITTED", "The handler would run now.");
        },
      }));
      return { ...instance, implementation: { service, methods: guarded } };
    },
  };
}
