import { create } from "@bufbuild/protobuf";
import { Code, ConnectError, createClient, type Transport } from "@connectrpc/connect";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import {
  GetRolloutResponseSchema,
  WatchRolloutResponseSchema,
} from "#gen/countersign/acknowledgement/v1/rollout_requests_pb.ts";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { customerModule } from "../../services/customer/module.ts";
import { failedPrecondition } from "../errors.ts";
import { Constellation } from "../testing/constellation.ts";
import { handBuiltModule } from "../testing/hand-built-module.ts";
import { until } from "../testing/until.ts";
import { type Call, HEADERS } from "./call.ts";
import { INTERNAL_TEXT, reasonOf } from "./error-mapping.ts";
import { type ClosableTransport, grpcTransport } from "./grpc-transport.ts";

const { method } = AcknowledgementService;
const rolloutId = "rol_01h2xcejqtf2nbrexx3vqjhp41";
let net: Constellation;
let wire: ClosableTransport;
let aborted = 0;
let token = "";

/** A service whose methods show what a handler was given, or fail in a chosen way. */
const probe = handBuiltModule("acknowledgement", AcknowledgementService, () => ({
  methods: [
    {
      method: method.getRollout,
      run: async (_request, call) => {
        if (call.requestId === "boom") throw new Error("secret cause");
        if (call.requestId === "state")
          throw failedPrecondition("WRONG_STATE", "Not now.", { metadata: { state: "RUNNING" } });
        return create(GetRolloutResponseSchema, {
          rollout: { policyTitle: `${call.userAgent}|${call.clientAddress}|${call.locale}` },
        });
      },
    },
    { method: method.watchRollout, run: (_request, call) => counting(call) },
  ],
}));

async function* counting(call: Call) {
  try {
    for (let count = 1; !call.signal.aborted; count++) {
      yield create(WatchRolloutResponseSchema, { rollout: { targetCount: count } });
      if (count === 3 && call.requestId === "fail") throw failedPrecondition("ENDED", "It ended.");
      await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    if (call.signal.aborted || call.requestId !== "fail") aborted += 1;
  }
}

beforeAll(async () => {
  net = await Constellation.start({ modules: [customerModule, probe] });
  wire = grpcTransport({
    addresses: [`127.0.0.1:${net.running.grpcPort}`],
    defaultTimeoutMs: 5_000,
    maxMessageBytes: 4 << 20,
  });
  const { customerId } = await net.createCustomer("Wire");
  token = await net.token(
    net.user(customerId, [PermissionRole.CUSTOMER_ADMIN, PermissionRole.COMPLIANCE_OFFICER]),
  );
});
afterAll(async () => {
  wire.close();
  await net.stop();
});

const transports: readonly (readonly [string, () => Transport])[] = [
  ["in process", () => net.running.transports.to(AcknowledgementService, "gateway")],
  ["over gRPC", () => wire],
];

describe.each(transports)("a call %s", (_name, transport) => {
  const client = () => createClient(AcknowledgementService, transport());
  const headers = (more: Record<string, string> = {}) => ({
    [HEADERS.authorization]: `Bearer ${token}`,
    ...more,
  });
  const refused = async (requestId: string): Promise<ConnectError> => {
    const error: unknown = await client()
      .getRollout({ rolloutId }, { headers: headers({ [HEADERS.requestId]: requestId }) })
      .catch((e: unknown) => e);
    if (error instanceof ConnectError) return error;
    throw new Error("it was not refused");
  };

  test("carries a domain error with its reason and facts", async () => {
    const error = await refused("state");
    expect([Code[error.code], error.rawMessage, reasonOf(error)]).toEqual([
      "FailedPrecondition",
      "Not now.",
      "WRONG_STATE",
    ]);
    expect(error.metadata.get(HEADERS.requestId)).toBe("state");
  });

  test("hides an unexpected failure's cause", async () => {
    const error = await refused("boom");
    expect([Code[error.code], error.rawMessage, reasonOf(error)]).toEqual([
      "Internal",
      INTERNAL_TEXT,
      "INTERNAL",
    ]);
  });

  test("is refused without a token, with a foreign one and with bad fields", async () => {
    const outcome = (given: Record<string, string>, id: string) =>
      client()
        .getRollout({ rolloutId: id }, { headers: given })
        .then(
          () => "ok",
          (e: unknown) => (e instanceof ConnectError ? reasonOf(e) : String(e)),
        );
    expect(await outcome({}, rolloutId)).toBe("TOKEN_MISSING");
    expect(await outcome({ authorization: "Bearer eyJhbGciOiJub25lIn0.e30." }, rolloutId)).toBe(
      "TOKEN_INVALID",
    );
    expect(await outcome(headers(), "no-id")).toBe("INVALID_REQUEST");
  });

  test("streams until the caller leaves, and the handler learns of it", async () => {
    const before = aborted;
    const seen: number[] = [];
    const leaving = new AbortController();
    const reading = (async () => {
      for await (const { rollout } of client().watchRollout(
        { rolloutId },
        { headers: headers(), signal: leaving.signal },
      )) {
        seen.push(rollout?.targetCount ?? 0);
        if (seen.length === 5) leaving.abort();
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: Code.Canceled });
    expect(seen.slice(0, 5)).toEqual([1, 2, 3, 4, 5]);
    await until(() => aborted > before);
  });

  test("a stream that fails midway gives what it had and then the error", async () => {
    const seen: number[] = [];
    const reading = (async () => {
      for await (const { rollout } of client().watchRollout(
        { rolloutId },
        { headers: headers({ [HEADERS.requestId]: "fail" }) },
      ))
        seen.push(rollout?.targetCount ?? 0);
    })();
    await expect(reading).rejects.toMatchObject({ code: Code.FailedPrecondition, rawMessage: "It ended." });
    expect(seen).toEqual([1, 2, 3]);
  });

  test("believes what is said of the client only from a service of the platform", async () => {
    const told = headers({
      [HEADERS.clientAddress]: "203.0.113.9",
      [HEADERS.clientAgent]: "Phone",
      "accept-language": "de-CH,de;q=0.9",
    });
    const { rollout } = await client().getRollout({ rolloutId }, { headers: told });
    const trusted = transport() !== wire;
    expect(rollout?.policyTitle.split("|").slice(1)).toEqual([
      trusted ? "203.0.113.9" : "127.0.0.1",
      "de-CH",
    ]);
  });
});

describe("a gRPC channel over several addresses", () => {
  test("goes on with those that answer, and says UNAVAILABLE when none does", async () => {
    const dead = "127.0.0.1:9";
    const call = (addresses: readonly string[]) => {
      const channel = grpcTransport({ addresses, defaultTimeoutMs: 3_000, maxMessageBytes: 4 << 20 });
      return createClient(AcknowledgementService, channel)
        .getRollout({ rolloutId }, { headers: { [HEADERS.authorization]: `Bearer ${token}` } })
        .then(
          () => "ok",
          (error: unknown) => (error instanceof ConnectError ? Code[error.code] : String(error)),
        )
        .finally(() => channel.close());
    };
    expect(await call([dead, `127.0.0.1:${net.running.grpcPort}`])).toBe("ok");
    expect(await call([dead])).toBe("Unavailable");
  });
});
