import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { type Delivery, DeliveryState } from "#gen/countersign/notification/v1/delivery_pb.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import { MailServer } from "./mail-server.ts";
import { MINUTE, type Person, Scene } from "./scene.ts";

const server = new MailServer();
let scene: Scene;
beforeAll(async () => {
  await server.start();
  scene = await Scene.start({ smtpUrl: server.url });
});
afterAll(async () => {
  await scene.net.stop();
  await server.stop();
});
beforeEach(() => {
  server.reset();
  scene.net.clock.advance(MINUTE); // an outage of the test before is over
});

/** Signing gives a confirmation mail at once: the shortest way to one mail. */
async function confirm(person: Person): Promise<Delivery> {
  const eventId = await scene.sign(person, scene.net.newId("ack"), "Policy");
  return latest(eventId);
}

async function latest(eventId: string): Promise<Delivery> {
  const { deliveries } = await scene.client().listDeliveries({ eventId, states: [], channels: [2] });
  const [delivery] = deliveries;
  if (!delivery) throw new Error(`the event ${eventId} caused no mail`);
  return delivery;
}

const failures = async (id: string) =>
  (await scene.net.eventsOf("notification", "NotificationFailed")).filter((row) => row.subject === id);

describe("sending a mail", () => {
  test("that is taken is recorded with its attempt and told to the others", async () => {
    const delivery = await confirm(await scene.employee());
    expect(delivery).toMatchObject({
      state: DeliveryState.SENT,
      subject: "Signed: Policy",
      attempts: [{ error: "" }],
    });
    const told = await scene.net.eventsOf("notification", "NotificationDelivered");
    expect(told.filter((row) => row.subject === delivery.id)).toHaveLength(1);
  });

  test("that the server refuses for good fails at once and is not tried again", async () => {
    server.policy = () => 550;
    const delivery = await confirm(await scene.employee());
    expect(delivery.state).toBe(DeliveryState.FAILED);
    expect(delivery.attempts.map((attempt) => attempt.error)).toEqual(["550 refused by the test with 550"]);
    await scene.net.advance(24 * 60 * MINUTE);
    expect(server.asked).toBe(1);
    expect(await failures(delivery.id)).toHaveLength(1);
  });

  test("that the server can't take now is tried again, later each time", async () => {
    server.policy = () => 451;
    const delivery = await confirm(await scene.employee());
    expect(delivery).toMatchObject({
      state: DeliveryState.PENDING,
      attempts: [{ error: "451 refused by the test with 451" }],
    });
    await scene.net.advance(MINUTE / 2);
    expect(server.asked).toBe(1);
    await scene.net.advance(MINUTE);
    expect(server.asked).toBe(2);
    await scene.net.advance(2 * MINUTE);
    expect(server.asked).toBe(2);
    server.policy = () => undefined;
    await scene.net.advance(4 * MINUTE);
    expect(await latest(delivery.eventId)).toMatchObject({ state: DeliveryState.SENT });
    expect(server.mails).toHaveLength(1);
  });

  test("is given up after eight attempts", async () => {
    server.policy = () => 421;
    const delivery = await confirm(await scene.employee());
    for (let hours = 0; hours < 90; hours += 6) await scene.net.advance(6 * 60 * MINUTE);
    const after = await latest(delivery.eventId);
    expect(after.state).toBe(DeliveryState.FAILED);
    expect(after.attempts).toHaveLength(8);
    expect(after.nextAttemptTime).toBeUndefined();
  });

  test("waits while no server answers, without using up everyone's attempts", async () => {
    const people = await Promise.all(Array.from({ length: 30 }, () => scene.employee()));
    await server.stop();
    const events = await Promise.all(
      people.map((person) => scene.sign(person, scene.net.newId("ack"), "Away")),
    );
    const tried = async () =>
      (await Promise.all(events.map(latest))).filter((delivery) => delivery.attempts.length > 0);
    expect((await tried()).length).toBeLessThanOrEqual(8);
    expect((await tried())[0]?.attempts[0]?.error).toMatch(/ECONNREFUSED/);
    await server.start();
    await scene.net.advance(2 * MINUTE);
    expect(server.mails).toHaveLength(30);
  });

  test("is never repeated by itself when the connection breaks after the mail was given", async () => {
    server.policy = () => "hang up after the mail";
    const delivery = await confirm(await scene.employee());
    expect(delivery.state).toBe(DeliveryState.FAILED);
    expect(delivery.attempts[0]?.error).toMatch(/unknown whether/);
    server.policy = () => undefined;
    await scene.net.advance(60 * MINUTE);
    expect(server.mails).toHaveLength(1);
  });

  test("that a crash interrupted ends as failed, and can be sent with RetryDelivery", async () => {
    const delivery = await confirm(await scene.employee());
    const rows = scene.net.database("notification").collection<{ _id: string }>("deliveries");
    await rows.updateOne(
      { _id: delivery.id },
      { $set: { state: "sending", claimTime: scene.net.clock.now() } },
    );
    await scene.net.advance(4 * MINUTE);
    expect((await latest(delivery.eventId)).state).toBe(DeliveryState.SENDING);
    await scene.net.advance(2 * MINUTE);
    const after = await latest(delivery.eventId);
    expect(after.state).toBe(DeliveryState.FAILED);
    expect(server.mails).toHaveLength(1);
    await scene.client().retryDelivery({ deliveryId: after.id });
    await scene.net.settle();
    expect(new Set(server.mails.map((mail) => mail.headers.get("message-id"))).size).toBe(1);
    expect(server.mails).toHaveLength(2);
  });

  test("stops while the customer is deleted and goes on when it is restored", async () => {
    const { customerId } = scene;
    const { CustomerService } = await import("#gen/countersign/customer/v1/customer_service_pb.ts");
    const customers = scene.net.client(CustomerService, scene.net.operator());
    const person = await scene.employee();
    await scene.request("Deleted", [scene.asked(person)]);
    await customers.deleteCustomer({ customerId });
    await scene.net.settle();
    await scene.net.advance(20 * MINUTE);
    expect(server.mails).toHaveLength(0);
    await customers.undeleteCustomer({ customerId });
    await scene.net.settle();
    await scene.net.advance(10 * MINUTE);
    expect(server.to(person.email)).toHaveLength(1);
  });
});

describe("RetryDelivery", () => {
  test("starts a new set of attempts, to the address as it is now, and keeps the earlier ones", async () => {
    server.policy = (recipient) => (recipient.startsWith("typo") ? 550 : undefined);
    const person = await scene.employee({ email: "typo@example.com" });
    const failed = await confirm(person);
    await scene.employeeChanged({ ...person, email: "right@example.com" }, 2);
    const { delivery } = await scene.client().retryDelivery({ deliveryId: failed.id, etag: failed.etag });
    expect(delivery).toMatchObject({ state: DeliveryState.PENDING, recipientAddress: "right@example.com" });
    await scene.net.settle();
    expect(server.to("right@example.com")).toHaveLength(1);
    const after = await latest(failed.eventId);
    expect(after.attempts.map((attempt) => attempt.error === "")).toEqual([false, true]);
  });

  test("refuses what has not failed, a stale etag, strangers and other customers", async () => {
    server.policy = () => 550;
    const failed = await confirm(await scene.employee());
    const deliveryId = failed.id;
    const other = await scene.net.createCustomer("Other");
    const officer = scene.net.user(scene.customerId, [PermissionRole.EMPLOYEE]);
    server.policy = () => undefined;
    expect(await refusal(scene.client().retryDelivery({ deliveryId, etag: "r0" }))).toBe(
      "Aborted ETAG_MISMATCH",
    );
    expect(await refusal(scene.client(officer).retryDelivery({ deliveryId }))).toBe(
      "PermissionDenied ROLE_REQUIRED",
    );
    expect(await refusal(scene.client(other.admin).retryDelivery({ deliveryId }))).toBe(
      "NotFound DELIVERY_NOT_FOUND",
    );
    const requestId = "6f9619ff-8b86-4011-b42d-00c04fc964ff";
    const answers = [1, 2].map(() => scene.client().retryDelivery({ deliveryId, requestId }));
    await Promise.all(answers);
    await scene.net.settle();
    expect(server.mails).toHaveLength(1);
    expect(await refusal(scene.client().retryDelivery({ deliveryId }))).toBe(
      "FailedPrecondition DELIVERY_NOT_FAILED",
    );
  });
});
