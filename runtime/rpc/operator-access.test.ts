import { create, fromBinary } from "@bufbuild/protobuf";
import { createClient } from "@connectrpc/connect";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import {
  GetRolloutResponseSchema,
  ListRolloutsResponseSchema,
  WatchRolloutResponseSchema,
} from "#gen/countersign/acknowledgement/v1/rollout_requests_pb.ts";
import { AuditService } from "#gen/countersign/audit/v1/audit_service_pb.ts";
import { OperatorAccessedSchema } from "#gen/countersign/common/v1/access_events_pb.ts";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { auditModule } from "../../services/audit/module.ts";
import { customerModule } from "../../services/customer/module.ts";
import { eventBody } from "../events/outbox.ts";
import { Constellation } from "../testing/constellation.ts";
import { handBuiltModule } from "../testing/hand-built-module.ts";
import { refusal } from "../testing/refusal.ts";
import { HEADERS } from "./call.ts";

const { method } = AcknowledgementService;
const rolloutId = "rol_01h2xcejqtf2nbrexx3vqjhp41";
let net: Constellation;
let handled = 0;

const probe = handBuiltModule("acknowledgement", AcknowledgementService, (kit) => ({
  methods: [
    {
      method: method.getRollout,
      run: async () => {
        handled += 1;
        return create(GetRolloutResponseSchema);
      },
    },
    {
      // A service that calls another one in the course of a call.
      method: method.listRollouts,
      run: async (_request, call) => {
        await kit
          .client(AcknowledgementService)
          .getRollout({ customerId: call.customerId, rolloutId }, { headers: call.onBehalf() });
        return create(ListRolloutsResponseSchema);
      },
    },
    {
      method: method.watchRollout,
      run: async function* () {
        for (let i = 0; i < 3; i++) yield create(WatchRolloutResponseSchema);
      },
    },
  ],
}));

beforeAll(async () => {
  net = await Constellation.start({ modules: [customerModule, auditModule, probe] });
});
afterAll(() => net.stop());

const accesses = async (customerId: string) =>
  (await net.eventsOf("acknowledgement", "OperatorAccessed"))
    .filter((row) => row.customerId === customerId)
    .map((row) => ({ ...row, message: fromBinary(OperatorAccessedSchema, eventBody(row)) }));
const operator = () => net.client(AcknowledgementService, net.operator());

test("an operator's call for a customer stands in the customer's ledger, with its reason, for reads too", async () => {
  const { customerId, admin } = await net.createCustomer("Watched over");
  const headers = { [HEADERS.reason]: "Ticket%20%C3%84%0A17", [HEADERS.requestId]: "call-1" };
  await operator().getRollout({ customerId, rolloutId }, { headers });
  const [access, ...more] = await accesses(customerId);
  expect(more).toEqual([]);
  expect(access).toMatchObject({
    subject: customerId,
    source: "acknowledgement",
    actor: { userId: net.operator().userId, service: "", name: "Operator" },
    message: {
      method: "countersign.acknowledgement.v1.AcknowledgementService/GetRollout",
      requestId: "call-1",
      reason: "Ticket Ä 17",
      operatorEmail: net.operator().email,
    },
  });
  await net.settle();
  const type = "countersign.common.v1.OperatorAccessed";
  const { auditEvents } = await net.client(AuditService, admin).listAuditEvents({ type });
  const told = auditEvents.map(({ source, dataJson }) => [source, JSON.parse(dataJson).method]);
  expect(told).toContainEqual([
    "acknowledgement",
    "countersign.acknowledgement.v1.AcknowledgementService/GetRollout",
  ]);
});

test("a stream is recorded once, what a service calls in its course not again", async () => {
  const { customerId } = await net.createCustomer("Once");
  for await (const _ of operator().watchRollout({ customerId, rolloutId }));
  await operator().listRollouts({ customerId });
  const methods = (await accesses(customerId)).map(({ message }) => message.method.split("/")[1]);
  expect(methods).toEqual(["WatchRollout", "ListRollouts"]);
});

test("a customer's own people and services leave no such record, refused calls neither", async () => {
  const { customerId, admin } = await net.createCustomer("Own");
  await net.client(AcknowledgementService, admin).getRollout({ rolloutId });
  await createClient(AcknowledgementService, net.running.transports.to(AcknowledgementService, "compliance"))
    .listAcknowledgements({ customerId })
    .catch(() => {});
  const foreign = net.user("", [PermissionRole.PLATFORM_ADMIN]);
  const invalid = net.client(AcknowledgementService, foreign).getRollout({ customerId, rolloutId: "x" });
  expect(await refusal(invalid)).toMatch(/^InvalidArgument/);
  expect(await accesses(customerId)).toEqual([]);
});

test("without the record there is no answer", async () => {
  const { customerId } = await net.createCustomer("Closed");
  const database = net.database("acknowledgement");
  const before = handled;
  await database.db?.command({ collMod: "outbox", validator: { never: { $exists: true } } });
  try {
    expect(await refusal(operator().getRollout({ customerId, rolloutId }))).toMatch(/^Internal/);
  } finally {
    await database.db?.command({ collMod: "outbox", validator: {} });
  }
  expect(handled).toBe(before);
  await operator().getRollout({ customerId, rolloutId });
  expect(handled).toBe(before + 1);
});
