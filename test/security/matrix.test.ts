import type { DescMethod, Message } from "@bufbuild/protobuf";
import type { Transport } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ServiceTokens } from "../../runtime/auth/service-token.ts";
import { MAX_MESSAGE_BYTES } from "../../runtime/config/config.ts";
import { accessOf, servesEnrolling } from "../../runtime/rpc/access.ts";
import { HEADERS } from "../../runtime/rpc/call.ts";
import { type ClosableTransport, grpcTransport } from "../../runtime/rpc/grpc-transport.ts";
import { refusal } from "../../runtime/testing/refusal.ts";
import { callOnce } from "./call-once.ts";
import { type Caller, callersOf, orphan } from "./callers.ts";
import { METHODS, nameOf, namesCustomer } from "./contract.ts";
import { openGateway } from "./door.ts";
import { expectedAnswer, TENANTS, type Tenant } from "./expected-answer.ts";
import { unknownId } from "./unknown-id.ts";
import { validRequest } from "./valid-request.ts";
import { DOORBELL, SecurityWorld } from "./world.ts";

let world: SecurityWorld;
let grpc: ClosableTransport;
beforeAll(async () => {
  world = await SecurityWorld.start({ inhabited: false });
  grpc = grpcTransport({
    addresses: [`127.0.0.1:${world.net.running.grpcPort}`],
    defaultTimeoutMs: 10_000,
    maxMessageBytes: MAX_MESSAGE_BYTES,
  });
}, 60_000);
afterAll(async () => {
  grpc.close();
  await world.net.stop();
});

const customerOfTenant = (tenant: Tenant): string => {
  switch (tenant) {
    case "none":
      return "";
    case "own":
      return world.own.customerId;
    case "foreign":
      return world.foreign.customerId;
    case "deleted":
      return world.deletedCustomerId;
    case "unknown":
      return unknownId("cus");
  }
};

function requestFor(method: DescMethod, tenant: Tenant): Message {
  const now = world.net.clock.now();
  const id = (prefix: string): string => (prefix === "cus" ? customerOfTenant(tenant) : unknownId(prefix));
  const must = namesCustomer(method) && tenant !== "none" ? "customerId" : "";
  const request = validRequest(method.input, { id, now, salt: "matrix" }, must);
  if (!request) throw new Error(`no valid request for ${nameOf(method)} could be generated`);
  return request;
}

/** Methods whose request must name its customer, so that "none" breaks a rule of the contract. */
const mayNameNone = (method: DescMethod): boolean => {
  const id = (prefix: string): string => (prefix === "cus" ? "" : unknownId(prefix));
  return validRequest(method.input, { id, now: new Date(0), salt: "matrix" }) !== undefined;
};

interface Cell {
  readonly method: DescMethod;
  readonly caller: Caller;
  readonly tenant: Tenant;
}

function cellsOf(callers: readonly Caller[]): Cell[] {
  return METHODS.flatMap((method) => {
    const tenants = namesCustomer(method)
      ? TENANTS.filter((tenant) => tenant !== "none" || mayNameNone(method))
      : (["none"] as const);
    return callers.flatMap((caller) => tenants.map((tenant) => ({ method, caller, tenant })));
  });
}

let calls = 0;

/** Rings at a method's door; what differs from the expectation, or is let in for another customer, as a line. */
async function ring(cell: Cell, transport: Transport, more: Record<string, string> = {}): Promise<string[]> {
  const { method, caller, tenant } = cell;
  const user = caller.user(method);
  const requestId = `${DOORBELL}${++calls}`;
  const headers = {
    ...more,
    [HEADERS.requestId]: requestId,
    ...(user ? { authorization: `Bearer ${await world.net.token(user)}` } : {}),
  };
  const got = await refusal(callOnce(transport, method, requestFor(method, tenant), headers));
  const customerIsDeleted = user?.customerId === world.deletedCustomerId;
  const expected = expectedAnswer(
    method,
    { service: caller.peer === "audit", user, customerIsDeleted },
    tenant,
  );
  const line = `${nameOf(method)} × ${caller.name} × ${tenant} customer: expected ${expected}, got ${got}`;
  if (got !== expected) return [line];
  const call = world.admitted.get(requestId);
  if (!call) return [];
  const own = call.principal.kind === "user" ? call.principal.customerId : "";
  const wanted = namesCustomer(method) && tenant !== "none" ? customerOfTenant(tenant) : own;
  if (call.customerId === wanted) return [];
  return [`${line}, but for customer ${call.customerId} instead of ${wanted}`];
}

const to = (cell: Cell): Transport => world.net.running.transports.to(cell.method.parent, cell.caller.peer);

async function wrongAmong(cells: readonly Cell[], ask: (cell: Cell) => Promise<string[]>): Promise<string[]> {
  const wrong: string[] = [];
  for (let at = 0; at < cells.length; at += 16) {
    const answers = await Promise.all(cells.slice(at, at + 16).map(ask));
    wrong.push(...answers.flat());
  }
  return wrong;
}

describe("every method × every caller × every customer named", () => {
  test("is answered as the contract's access option alone says", async () => {
    const cells = cellsOf(callersOf(world));
    expect(cells.length).toBeGreaterThan(5_000);
    expect(await wrongAmong(cells, (cell) => ring(cell, to(cell)))).toEqual([]);
  }, 120_000);

  test("a user of a deleted customer gets nowhere, though their token has not ended", async () => {
    const cells = cellsOf([orphan(world.net, world.deletedCustomerId)]);
    expect(await wrongAmong(cells, (cell) => ring(cell, to(cell)))).toEqual([]);
  }, 60_000);

  test("is answered alike over gRPC, where a client speaks to a service itself and can write any header", async () => {
    const tokens = new ServiceTokens(Buffer.from(world.net.config.serviceTokenSecret), world.net.clock);
    const callers = callersOf(world).filter(({ name }) => OVER_GRPC.has(name));
    const cells = cellsOf(callers).filter(({ tenant }) => tenant === "none" || tenant === "foreign");
    const headersOf = async ({ caller }: Cell): Promise<Record<string, string>[]> => {
      const as = async (service: string) => ({ [HEADERS.serviceToken]: await tokens.issue(service) });
      return caller.peer === "audit" ? [await as("audit")] : [{}, await as("gateway")];
    };
    const wrong = await wrongAmong(cells, async (cell) => {
      const answers = (await headersOf(cell)).map((headers) => ring(cell, grpc, headers));
      return (await Promise.all(answers)).flat();
    });
    expect(wrong).toEqual([]);
  }, 120_000);

  test("is answered alike through the gateway, where internal methods do not exist", async () => {
    const gateway = await openGateway(world.net);
    const http = createConnectTransport({ baseUrl: gateway.url, httpVersion: "1.1", useBinaryFormat: false });
    try {
      const callers = callersOf(world).filter(({ name, peer }) => OVER_GRPC.has(name) && peer === "gateway");
      const cells = cellsOf(callers).filter(({ tenant }) => tenant === "none" || tenant === "foreign");
      const isInternal = ({ method }: Cell): boolean => accessOf(method).case === "internal";
      expect(
        await wrongAmong(
          cells.filter((cell) => !isInternal(cell)),
          (cell) => ring(cell, http),
        ),
      ).toEqual([]);
      for (const cell of cells.filter(isInternal)) {
        const call = callOnce(http, cell.method, requestFor(cell.method, "none"), {});
        expect([nameOf(cell.method), await refusal(call)]).toEqual([
          nameOf(cell.method),
          "Unimplemented METHOD_NOT_FOUND",
        ]);
      }
    } finally {
      await gateway.stop(100);
    }
  }, 120_000);
});

describe("what the doors rely on in the contract", () => {
  test("who has to set up an authenticator can do that, see and end sessions, and nothing else", () => {
    const serving = METHODS.filter(servesEnrolling);
    expect(serving.filter((method) => accessOf(method).case !== "self")).toEqual([]);
    expect(serving.map(nameOf).toSorted()).toEqual(
      ["ConfirmTotp", "EnrollTotp", "GetMe", "GetTotp", "ListSessions", "RevokeSession"].map(
        (name) => `IdentityService.${name}`,
      ),
    );
  });

  test("a customer is named at the top of a request, outside of a oneof, or nowhere", () => {
    const hidden = METHODS.filter((method) => {
      const field = method.input.field.customerId;
      return field !== undefined && (field.oneof !== undefined || field.fieldKind !== "scalar");
    });
    expect(hidden.map(nameOf)).toEqual([]);
  });

  test("what roles allow names its customer, but for what is the platform's", () => {
    const silent = METHODS.filter((method) => accessOf(method).case === "roles" && !namesCustomer(method));
    expect(silent.map(nameOf).toSorted()).toEqual([
      "CustomerService.CreateCustomer",
      "CustomerService.ListCustomers",
      "IdentityService.ListPermissions",
    ]);
  });
});

/** The callers of the shorter passes: the doors are the same code, this proves that it stands there. */
const OVER_GRPC = new Set([
  "nobody",
  "a service",
  "PLATFORM_ADMIN",
  "COMPLIANCE_OFFICER",
  "EMPLOYEE",
  "a user who has to set up an authenticator",
]);
