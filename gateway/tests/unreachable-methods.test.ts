import { Code, ConnectError, createClient } from "@connectrpc/connect";
import {
  createConnectTransport,
  createGrpcTransport,
  createGrpcWebTransport,
} from "@connectrpc/connect-node";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { ServiceTokens } from "../../runtime/auth/service-token.ts";
import { accessOf } from "../../runtime/rpc/access.ts";
import { HEADERS } from "../../runtime/rpc/call.ts";
import { reasonOf } from "../../runtime/rpc/error-mapping.ts";
import { SERVICES } from "../services.ts";
import { type Door, openDoor, ROLLOUT } from "./door.ts";

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());

const internal = SERVICES.flatMap((service) => service.methods).filter(
  (method) => accessOf(method).case === "internal",
);

const protocols = [
  ["Connect", createConnectTransport],
  ["gRPC-Web", createGrpcWebTransport],
  ["gRPC", createGrpcTransport],
] as const;

describe.each(protocols)("over %s", (_name, transport) => {
  const to = () => transport({ baseUrl: door.gateway.url, httpVersion: "2" });

  test("there are internal methods, and none can be reached, not even with a service's own token", async () => {
    expect(internal.map((method) => method.name)).toContain("GetTenant");
    const tokens = new ServiceTokens(Buffer.from(door.net.config.serviceTokenSecret), door.net.clock);
    const headers = {
      authorization: door.authorization,
      [HEADERS.serviceToken]: await tokens.issue("policy"),
    };
    for (const method of internal) {
      const client = createClient(method.parent, to()) as Record<string, unknown>;
      const call = client[method.localName] as (request: object, options: object) => Promise<unknown>;
      const error = await Promise.resolve()
        .then(() => call({}, { headers }))
        .catch((e: unknown) => e);
      expect([method.name, error instanceof ConnectError && Code[error.code]]).toEqual([
        method.name,
        "Unimplemented",
      ]);
    }
  });

  test("the platform's own headers never reach a service from outside", async () => {
    const tokens = new ServiceTokens(Buffer.from(door.net.config.serviceTokenSecret), door.net.clock);
    const forged = {
      [HEADERS.serviceToken]: await tokens.issue("policy"),
      [HEADERS.clientAddress]: "203.0.113.9",
      [HEADERS.clientAgent]: "Forged",
      "x-forwarded-for": "203.0.113.9",
      "x-real-ip": "203.0.113.9",
      forwarded: "for=203.0.113.9",
      "x-countersign-anything": "1",
    };
    const client = createClient(AcknowledgementService, to());
    const anonymous = await client
      .getRollout({ rolloutId: ROLLOUT }, { headers: forged })
      .catch((e: unknown) => e);
    expect(anonymous instanceof ConnectError && reasonOf(anonymous)).toBe("TOKEN_MISSING");
    const headers = { ...forged, authorization: door.authorization };
    await client.getRollout({ rolloutId: ROLLOUT }, { headers });
    const call = door.probe.calls.at(-1);
    expect([call?.clientAddress, call?.userAgent === "Forged", call?.principal.kind]).toEqual([
      "127.0.0.1",
      false,
      "user",
    ]);
  });
});
