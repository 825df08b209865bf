import { createServer, type Server } from "node:http";
import { create, toBinary } from "@bufbuild/protobuf";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { GetRolloutRequestSchema } from "#gen/countersign/acknowledgement/v1/rollout_requests_pb.ts";
import {
  CreateCustomerRequestSchema,
  GetSettingsRequestSchema,
} from "#gen/countersign/customer/v1/customer_requests_pb.ts";
import { ServiceTokens } from "../../runtime/auth/service-token.ts";
import { MAX_MESSAGE_BYTES } from "../../runtime/config/config.ts";
import { Transports } from "../../runtime/platform/transports.ts";
import { ServiceHost } from "../../runtime/rpc/host.ts";
import { connectNodePath } from "../connect/connect-node.ts";
import { forwardedHeaders } from "../forwarded-headers.ts";
import { listen } from "../listen.ts";
import { OpenCalls } from "../open-calls.ts";
import { routesOf } from "../routes.ts";
import { securityHeaders } from "../security-headers.ts";
import type { Visit } from "../visit.ts";
import { type Door, openDoor, PATHS, ROLLOUT } from "./door.ts";
import { type Received, type Sent, send } from "./http.ts";

const REQUEST_ID = "the-same";
let door: Door;
let reference: Server;
let referencePort: number;
let splitPort: number;
let transports: Transports;

beforeAll(async () => {
  door = await openDoor();
  const routes = routesOf(door.net.running.transports);
  const serve = connectNodePath(routes.values(), new OpenCalls());
  const security = securityHeaders("");
  reference = createServer((req, res) => {
    const route = routes.get(req.url ?? "");
    const arrival = { address: "127.0.0.1", https: false };
    const visit: Visit = {
      res,
      requestId: REQUEST_ID,
      security,
      headers: forwardedHeaders(req, REQUEST_ID, arrival, req.headers.authorization),
      user: undefined,
      countedAs: "",
      cookies: undefined,
      refusal: undefined,
    };
    if (route) serve(req, route, visit, () => res.destroy());
    else res.destroy();
  });
  const address = [`127.0.0.1:${door.net.running.grpcPort}`];
  const serviceAddresses = {
    ...door.net.config.serviceAddresses,
    acknowledgement: address,
    customer: address,
  };
  const config = { ...door.net.config, serviceAddresses };
  const tokens = new ServiceTokens(Buffer.from(config.serviceTokenSecret), door.net.clock);
  transports = new Transports(config, tokens, new ServiceHost());
  splitPort = (await door.another({ transports })).port;
  referencePort = await listen(reference, "127.0.0.1", 0);
});
afterAll(async () => {
  reference.close();
  transports.close();
  await door.close();
});

const CREATE = "/countersign.customer.v1.CustomerService/CreateCustomer";
const paths = fc.constantFrom(PATHS.get, PATHS.list, PATHS.settings, CREATE);
const ids = fc.oneof(
  fc.constant(ROLLOUT),
  fc.constantFrom("cus_01h2xcejqtf2nbrexx3vqjhp41", ""),
  fc.string(),
);

const proto: fc.Arbitrary<Uint8Array> = fc.oneof(
  ids.map((rolloutId) => toBinary(GetRolloutRequestSchema, create(GetRolloutRequestSchema, { rolloutId }))),
  ids.map((customerId) =>
    toBinary(GetSettingsRequestSchema, create(GetSettingsRequestSchema, { customerId })),
  ),
  fc
    .tuple(ids, ids)
    .map(([name, requestId]) =>
      toBinary(
        CreateCustomerRequestSchema,
        create(CreateCustomerRequestSchema, { customer: { name }, requestId }),
      ),
    ),
  fc.uint8Array({ maxLength: 40 }),
);
const json: fc.Arbitrary<Uint8Array> = fc
  .oneof(
    ids.map((rolloutId) => JSON.stringify({ rolloutId })),
    ids.map((customer_id) => JSON.stringify({ customer_id, unknown: [1] })),
    fc.json({ maxDepth: 2 }),
    fc.constantFrom(
      "",
      "{",
      '{"rolloutId":7}',
      '{"rolloutId":null}',
      '\ufeff{"rolloutId":"x"}',
      "null",
      '{"pageSize":1e99}',
    ),
    fc.string({ unit: "binary" }),
    fc.integer({ min: 500, max: 3000 }).map((length) => JSON.stringify({ rolloutId: "a".repeat(length) })),
  )
  .map((text) => Buffer.from(text));

const tooLarge = fc.constant(Buffer.alloc(MAX_MESSAGE_BYTES + 1, " "));
const bodies = fc.oneof(
  { weight: 15, arbitrary: proto },
  { weight: 15, arbitrary: json },
  { weight: 1, arbitrary: tooLarge },
);

const types = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom("application/json", "application/proto") },
  fc.constantFrom(
    "application/json; charset=utf-8",
    "Application/JSON",
    "APPLICATION/PROTO",
    "application/json;x=1",
  ),
  fc.constantFrom("text/plain", "application/xml", "application/protobuf", ""),
);
const seldom = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 3, nil: undefined });
const headers = fc
  .record({
    "connect-timeout-ms": seldom(
      fc.constantFrom("0", "60000", "2147483648", "9999999999", "-1", "soon", "00000000001", "1e3"),
    ),
    "accept-encoding": fc.constantFrom("gzip", "br, gzip", "identity", "zstd", "gzip;q=0", "", "*"),
    "content-encoding": seldom(fc.constantFrom("identity", "gzip", "zstd")),
    "connect-protocol-version": seldom(fc.constantFrom("1", "7")),
    "user-agent": seldom(fc.constantFrom("Browser", "\u00fcber", "")),
    "accept-language": seldom(fc.constantFrom("de", "\u00e9", "en;q=0.5")),
    authorization: fc.oneof(
      { weight: 6, arbitrary: fc.constant("good") },
      fc.constantFrom("Bearer no", "\u00e9", undefined),
    ),
  })
  .map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)));

const requests: fc.Arbitrary<Sent> = fc
  .record({ path: paths, type: types, more: headers, body: bodies, chunked: fc.boolean() })
  .map(({ path, type, more, body, chunked }) => ({
    path,
    body,
    headers: {
      "x-request-id": REQUEST_ID,
      ...(type === "" ? {} : { "content-type": type }),
      ...(chunked ? { "transfer-encoding": "chunked" } : { "content-length": body.length }),
      ...more,
      ...(more.authorization === "good" ? { authorization: door.authorization } : {}),
    },
  }));

const unknownId = (authorization: string): Sent => ({
  path: PATHS.settings,
  body: JSON.stringify({ customerId: "cus_01h2xcejqtf2nbrexx3vqjhp41" }),
  headers: { "x-request-id": REQUEST_ID, "content-type": "application/json", authorization },
});

const COMPARED = [
  "content-type",
  "content-encoding",
  "content-length",
  "x-request-id",
  "cache-control",
  "x-content-type-options",
  "accept-encoding",
];

const visible = ({ status, headers, body }: Received) => ({
  status,
  headers: Object.fromEntries(COMPARED.map((name) => [name, headers[name]])),
  body: body.toString("latin1"),
});

test.each([
  ["services in this process", () => door.port],
  ["services in another process, where binary bodies pass as they are", () => splitPort],
])(
  "nobody can tell the hand-written path from connect-node, whatever they send: %s",
  async (_name, port) => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(requests, async (sent) => {
        const [ours, theirs] = await Promise.all([send(port(), sent), send(referencePort, sent)]);
        seen.add(String(ours.status));
        expect(visible(ours)).toEqual(visible(theirs));
      }),
      { numRuns: 400, examples: [[unknownId(door.authorization)]] },
    );
    expect([...seen].sort()).toEqual(["200", "400", "401", "403", "404", "415", "429", "501", "504"]);
  },
  120_000,
);
