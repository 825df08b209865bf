import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { DeliveryState } from "#gen/countersign/notification/v1/delivery_pb.ts";
import { NotificationKind } from "#gen/countersign/notification/v1/notification_pb.ts";
import { MailServer } from "./mail-server.ts";
import { MINUTE, Scene } from "./scene.ts";

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
beforeEach(() => server.reset());

describe("being asked to sign", () => {
  test("shows in the inbox at once and comes by mail once, with all that was asked within 15 minutes", async () => {
    const ada = await scene.employee({ name: "Ada Lovelace" });
    await scene.request("Acceptable Use", [scene.asked(ada)]);
    await scene.net.advance(10 * MINUTE);
    await scene.request("Clean Desk", [scene.asked(ada)]);
    const inbox = await scene.client(scene.userOf(ada)).listMyNotifications({});
    expect(inbox.unreadCount).toBe(2);
    expect(inbox.notifications.map((entry) => [entry.kind, entry.title])).toEqual([
      [NotificationKind.ACKNOWLEDGEMENT_REQUESTED, "Please read and sign: Clean Desk"],
      [NotificationKind.ACKNOWLEDGEMENT_REQUESTED, "Please read and sign: Acceptable Use"],
    ]);
    expect(server.mails).toHaveLength(0);
    await scene.net.advance(5 * MINUTE);
    expect(server.to(ada.email)).toHaveLength(1);
    const [mail] = server.mails;
    expect(mail?.headers.get("subject")).toBe("Please read and sign 2 policies");
    expect(mail?.headers.get("from")).toBe("Acme via Countersign <no-reply@countersign.example>");
    expect(mail?.headers.get("to")).toBe(`Ada Lovelace <${ada.email}>`);
    expect(mail?.headers.get("auto-submitted")).toBe("auto-generated");
    expect(mail?.text).toContain("- Acceptable Use, due on 1 April 2026");
    expect(mail?.text).toContain("- Clean Desk, due on 1 April 2026");
    expect(mail?.text).toContain("https://sign.example.com/acknowledgements\n".trim());
    expect(mail?.html).toContain('href="https://sign.example.com/acknowledgements"');
    const { deliveries } = await scene.client().listDeliveries({ employeeId: ada.employeeId });
    expect(mail?.headers.get("message-id")).toBe(
      `<${deliveries.find((each) => each.attempts.length > 0)?.id}@countersign.example>`,
    );
  });

  test("writes one mail to each of many people", async () => {
    const people = await Promise.all(Array.from({ length: 25 }, () => scene.employee()));
    await scene.request(
      "Travel",
      people.map((person) => scene.asked(person)),
    );
    await scene.net.advance(15 * MINUTE);
    expect(server.mails.map((mail) => mail.to[0]).toSorted()).toEqual(
      people.map((each) => each.email).toSorted(),
    );
    expect(server.mostAtOnce).toBeLessThanOrEqual(8);
    expect(server.mostAtOnce).toBeGreaterThan(1);
    const delivered = await scene.net.eventsOf("notification", "NotificationDelivered");
    expect(delivered.length).toBeGreaterThanOrEqual(25);
  });

  test("writes many people who are asked for several policies at once one mail with all of them", async () => {
    const people = await Promise.all(Array.from({ length: 25 }, () => scene.employee()));
    const everybody = () => people.map((person) => scene.asked(person));
    const atOnce = ["Phones", "Gifts", "Badges", "Visitors", "Printers", "Backups"];
    await Promise.all(atOnce.map((title) => scene.request(title, everybody())));
    await scene.request("Cameras", everybody());
    await Promise.all(["Drones", "Keys"].map((title) => scene.request(title, everybody())));
    await scene.net.advance(15 * MINUTE);
    const titles = [...atOnce, "Cameras", "Drones", "Keys"];
    expect(server.mails.map((mail) => mail.to[0]).toSorted()).toEqual(
      people.map((each) => each.email).toSorted(),
    );
    for (const mail of server.mails)
      for (const title of titles) expect(mail.text).toContain(`- ${title}, due on 1 April 2026`);
  });

  test("a redelivered event tells nobody twice", async () => {
    const bob = await scene.employee();
    const acknowledgements = [scene.asked(bob)];
    const eventId = await scene.request("Once", acknowledgements);
    await scene.request("Once", acknowledgements, { eventId });
    await scene.net.database("notification").collection("inbox").deleteMany({});
    await scene.request("Once", acknowledgements, { eventId });
    await scene.net.advance(15 * MINUTE);
    await scene.net.database("notification").collection("inbox").deleteMany({});
    await scene.request("Once", acknowledgements, { eventId });
    await scene.net.advance(15 * MINUTE);
    expect(server.to(bob.email)).toHaveLength(1);
    expect((await scene.client(scene.userOf(bob)).listMyNotifications({})).notifications).toHaveLength(1);
  });

  test("what is signed before the mail goes is left out of it, and settled in the inbox", async () => {
    const eve = await scene.employee();
    const [first, second] = [scene.asked(eve), scene.asked(eve)];
    await scene.request("First", [first]);
    await scene.request("Second", [second]);
    await scene.sign(eve, first.acknowledgementId, "First");
    await scene.net.advance(15 * MINUTE);
    const mails = server.to(eve.email).map((mail) => mail.headers.get("subject"));
    expect(mails.toSorted()).toEqual(["Please read and sign: Second", "Signed: First"]);
    const inbox = await scene.client(scene.userOf(eve)).listMyNotifications({ unreadOnly: true });
    expect(inbox.notifications.map((entry) => entry.title)).toEqual([
      "Signed: First",
      "Please read and sign: Second",
    ]);
    expect(inbox.unreadCount).toBe(2);
  });

  test("a mail that has nothing left to say is withdrawn", async () => {
    const dan = await scene.employee();
    const asked = scene.asked(dan);
    await scene.request("Gone", [asked]);
    await scene.cancel([asked]);
    await scene.net.advance(15 * MINUTE);
    expect(server.to(dan.email)).toHaveLength(0);
    const { deliveries } = await scene
      .client()
      .listDeliveries({ employeeId: dan.employeeId, states: [DeliveryState.WITHDRAWN] });
    expect(deliveries).toHaveLength(1);
    expect((await scene.client(scene.userOf(dan)).listMyNotifications({})).unreadCount).toBe(0);
  });

  test("a request that arrives after its signature asks for nothing; one that was asked again does", async () => {
    const kim = await scene.employee();
    const asked = scene.asked(kim);
    await scene.sign(kim, asked.acknowledgementId, "Late");
    server.reset();
    await scene.request("Late", [asked]);
    await scene.net.advance(15 * MINUTE);
    expect(server.to(kim.email)).toHaveLength(0);
    await scene.request("Late", [{ ...asked, revision: 3n }]);
    await scene.net.advance(15 * MINUTE);
    expect(server.to(kim.email)).toHaveLength(1);
  });

  test("somebody on leave gets the mail when they are back", async () => {
    const zoe = await scene.employee({ onLeave: true });
    await scene.request("While away", [scene.asked(zoe, { paused: true })]);
    await scene.net.advance(60 * MINUTE);
    expect(server.to(zoe.email)).toHaveLength(0);
    await scene.employeeChanged(zoe, 2);
    await scene.net.advance(5 * MINUTE);
    expect(server.to(zoe.email)).toHaveLength(1);
  });
});
