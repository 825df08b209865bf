import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, test } from "@jest/globals";
import type { Connection, Model } from "mongoose";
import { AuditService } from "#gen/countersign/audit/v1/audit_service_pb.ts";
import {
  CustomerCreatedSchema,
  CustomerUpdatedSchema,
} from "#gen/countersign/customer/v1/customer_events_pb.ts";
import { serviceActor } from "../auth/principal.ts";
import { insert, updateOne } from "../mongo/change.ts";
import { defineModel, defineSchema } from "../mongo/model.ts";
import type { ServiceKit } from "../service.ts";
import { Constellation, type ConstellationOptions } from "../testing/constellation.ts";
import { handBuiltModule } from "../testing/hand-built-module.ts";
import { type EventHandler, on } from "./consumer.ts";
import { listDeadLetters, resubmitDeadLetter } from "./dead-letters.ts";
import { event } from "./event.ts";
import { outboxModel, outboxRows } from "./outbox.ts";
import { connectBus } from "./streams.ts";

interface Note {
  _id: string;
  seen: string[];
}

const noteSchema = defineSchema<Note>("notes", { _id: String, seen: [String] });
const noteModel = (database: Connection): Model<Note> => defineModel(database, "Note", noteSchema);

let net: Constellation | undefined;
afterEach(async () => {
  await net?.stop();
  net = undefined;
});

/** Starts a service that only consumes, with the given handlers. */
async function consuming(
  handlers: (kit: ServiceKit) => readonly EventHandler[],
  options: Pick<ConstellationOptions, "ackWaitMs" | "config"> = {},
): Promise<Constellation> {
  const module = handBuiltModule(
    "audit",
    AuditService,
    (kit) => ({ consumers: handlers(kit) }),
    (database) => [noteModel(database)],
  );
  net = await Constellation.start({ modules: [module], ...options });
  return net;
}

const created = (subject: string, name = "") =>
  event(CustomerCreatedSchema, { customerId: subject, subject }, { tenant: { customer: { name } } });

const notes = (from: Constellation) =>
  noteModel(from.database("audit")).find().sort({ _id: 1 }).lean<Note[]>();

describe("a consumer", () => {
  test("has its effect once, however often the event is delivered", async () => {
    const started = await consuming((kit) => [
      on(CustomerCreatedSchema, async (received) => ({
        changes: [insert(noteModel(kit.database), { _id: kit.newId("note"), seen: [received.id] })],
      })),
    ]);
    const eventId = started.newId("evt");
    await Promise.all(Array.from({ length: 8 }, () => started.publish(created("cus_1"), { eventId })));
    await started.settle();
    expect(await notes(started)).toMatchObject([{ seen: [eventId] }]);
  });

  test("handles the events of one subject in their order, however slow the first", async () => {
    const started = await consuming((kit) => {
      const note = async (received: {
        subject: string;
        id: string;
        message: { tenant?: { customer?: { name: string } | undefined } | undefined };
      }) => {
        const model = noteModel(kit.database);
        const name = received.message.tenant?.customer?.name ?? "";
        if (name === "0") await new Promise((resolve) => setImmediate(resolve));
        if (await model.exists({ _id: received.subject }))
          return { changes: [updateOne(model, { _id: received.subject }, { $push: { seen: name } })] };
        return { changes: [insert(model, { _id: received.subject, seen: [name] })] };
      };
      return [on(CustomerCreatedSchema, note), on(CustomerUpdatedSchema, note)];
    });
    for (let i = 0; i < 20; i++) await started.publish(created(`cus_${i % 2}`, String(i)));
    await started.settle();
    const even = Array.from({ length: 10 }, (_, i) => String(2 * i));
    expect((await notes(started))[0]?.seen).toEqual(even);
  });

  test("keeps an event for as long as it takes: it isn't delivered again meanwhile", async () => {
    const ackWaitMs = 2_000;
    let deliveries = 0;
    const started = await consuming(
      (kit) => [
        on(CustomerCreatedSchema, async (received) => {
          deliveries += 1;
          await pause(3 * ackWaitMs);
          return { changes: [insert(noteModel(kit.database), { _id: received.id, seen: [] })] };
        }),
      ],
      { ackWaitMs },
    );
    await started.publish(created("cus_1"));
    await started.settle();
    expect(await notes(started)).toHaveLength(1);
    expect(deliveries).toBe(1);
  });

  test("tries again after a failure, and the events of its effect are published", async () => {
    let failures = 2;
    const started = await consuming((kit) => [
      on(CustomerCreatedSchema, async (received) => {
        if (failures-- > 0) throw new Error("not yet");
        return {
          changes: [insert(noteModel(kit.database), { _id: received.id, seen: [] })],
          events: [event(CustomerUpdatedSchema, { customerId: "cus_1", subject: "cus_1" }, {})],
        };
      }),
    ]);
    await started.publish(created("cus_1"), { actor: { userId: "usr_1", service: "", name: "Ada" } });
    await started.settle();
    expect(await notes(started)).toHaveLength(1);
    expect(await started.eventsOf("audit")).toMatchObject([
      { actor: { userId: "usr_1", name: "Ada" }, address: "countersign.customer.customer_updated" },
    ]);
  });

  test("gives up on an event that keeps failing: it is a dead letter, and handled after it was resubmitted", async () => {
    let broken = true;
    const started = await consuming((kit) => [
      on(CustomerCreatedSchema, async (received) => {
        if (broken && received.subject === "cus_bad") throw new Error("broken");
        return { changes: [insert(noteModel(kit.database), { _id: received.subject, seen: [received.id] })] };
      }),
    ]);
    const eventId = await started.publish(created("cus_bad"));
    await started.publish(created("cus_good"));
    await started.settle();
    expect(await notes(started)).toMatchObject([{ _id: "cus_good" }]);
    const bus = await connectBus(
      { url: started.config.natsUrl, prefix: started.config.natsPrefix, replicas: 1 },
      "test",
    );
    const letters = await listDeadLetters(bus, 10);
    expect(letters).toMatchObject([{ service: "audit", eventId, reason: "Error: broken" }]);
    broken = false;
    await resubmitDeadLetter(bus, letters[0]?.sequence ?? 0);
    await started.settle();
    expect(await notes(started)).toMatchObject([{ _id: "cus_bad", seen: [eventId] }, { _id: "cus_good" }]);
    expect(await listDeadLetters(bus, 10)).toEqual([]);
    await bus.connection.close();
  });
});

test("a new version that handles more takes over beside the old, and the old leaves it what it doesn't know", async () => {
  const note = (kit: ServiceKit) => async (received: { readonly id: string }) => ({
    changes: [insert(noteModel(kit.database), { _id: received.id, seen: [] })],
  });
  const old = await consuming((kit) => [on(CustomerCreatedSchema, note(kit))]);
  const both = (kit: ServiceKit) => [
    on(CustomerCreatedSchema, note(kit)),
    on(CustomerUpdatedSchema, note(kit)),
  ];
  const fresh = await consuming(both, { config: old.config });
  try {
    const eventIds = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        fresh.publish(event(CustomerUpdatedSchema, { customerId: "cus_1", subject: `cus_${i}` }, {})),
      ),
    );
    await fresh.settle();
    expect((await notes(fresh)).map(({ _id }) => _id)).toEqual(eventIds.toSorted());
  } finally {
    await old.stop();
  }
});

test("events that a dead process committed and did not publish are published by the next", async () => {
  const started = await consuming((kit) => [
    on(CustomerCreatedSchema, async (received) => ({
      changes: [insert(noteModel(kit.database), { _id: received.id, seen: [] })],
    })),
  ]);
  const rows = outboxRows(
    [created("cus_1"), created("cus_2")],
    serviceActor("customer", "test"),
    started.clock,
    started.newId,
  );
  await outboxModel(started.database("audit")).insertMany(rows);
  await started.running.services[0]?.relay.flush();
  await started.settle();
  expect((await notes(started)).map((note) => note._id)).toEqual(rows.map((row) => row._id));
  expect(await outboxModel(started.database("audit")).countDocuments({ pending: true })).toBe(0);
});
