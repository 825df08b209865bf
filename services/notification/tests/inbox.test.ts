import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { NotificationKind } from "#gen/countersign/notification/v1/notification_pb.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import { type Person, Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.start();
});
afterAll(() => scene.net.stop());

const askedFor = async (person: Person, ...titles: string[]) => {
  for (const title of titles) await scene.request(title, [scene.asked(person)]);
};

describe("ListMyNotifications", () => {
  test("pages through the caller's own, newest first", async () => {
    const [ada, bob] = [await scene.employee(), await scene.employee()];
    await askedFor(ada, "A", "B", "C");
    await askedFor(bob, "D");
    const client = scene.client(scene.userOf(ada));
    const first = await client.listMyNotifications({ pageSize: 2 });
    const second = await client.listMyNotifications({ pageSize: 2, pageToken: first.nextPageToken });
    const titles = [...first.notifications, ...second.notifications].map((entry) => entry.title);
    expect(titles).toEqual(["C", "B", "A"].map((title) => `Please read and sign: ${title}`));
    expect(second.nextPageToken).toBe("");
    expect(first.unreadCount).toBe(3);
    expect(first.notifications[0]).toMatchObject({
      body: "A policy waits for your signature.\nC, due on 1 April 2026",
      linkPath: `/acknowledgements/${first.notifications[0]?.resourceId}`,
    });
  });

  test("filters by kind, also by one of which there is nothing yet", async () => {
    const ada = await scene.employee();
    await askedFor(ada, "A");
    await scene.sign(ada, scene.net.newId("ack"), "B");
    const list = async (kind: NotificationKind) => {
      const { notifications } = await scene.client(scene.userOf(ada)).listMyNotifications({ kinds: [kind] });
      return notifications.map((entry) => entry.title);
    };
    expect(await list(NotificationKind.CONFIRMATION)).toEqual(["Signed: B"]);
    expect(await list(NotificationKind.EXCEPTION)).toEqual([]);
  });

  test("shows a user without employee an empty inbox and another customer none", async () => {
    const nobody = scene.net.user(scene.customerId, [PermissionRole.EMPLOYEE]);
    expect(await scene.client(nobody).listMyNotifications({})).toMatchObject({
      notifications: [],
      unreadCount: 0,
    });
    const other = await scene.net.createCustomer("Elsewhere");
    const call = scene.client(other.admin).listMyNotifications({ customerId: scene.customerId });
    expect(await refusal(call)).toBe("NotFound CUSTOMER_NOT_FOUND");
  });
});

describe("MarkRead", () => {
  test("marks the named ones of the caller, once, and says how many are left", async () => {
    const [ada, bob] = [await scene.employee(), await scene.employee()];
    await askedFor(ada, "A", "B", "C");
    await askedFor(bob, "D");
    const client = scene.client(scene.userOf(ada));
    const { notifications } = await client.listMyNotifications({});
    const theirs = await scene.client(scene.userOf(bob)).listMyNotifications({});
    const notificationIds = [notifications[0]?.id ?? "", theirs.notifications[0]?.id ?? ""];
    expect((await client.markRead({ notificationIds })).unreadCount).toBe(2);
    expect((await client.markRead({ notificationIds })).unreadCount).toBe(2);
    expect((await client.listMyNotifications({})).notifications[0]?.readTime).toBeDefined();
    expect((await scene.client(scene.userOf(bob)).listMyNotifications({})).unreadCount).toBe(1);
    expect((await client.markRead({ all: true })).unreadCount).toBe(0);
    expect((await client.listMyNotifications({ unreadOnly: true })).notifications).toEqual([]);
  });

  test("wants names or all, not both", async () => {
    const client = scene.client(scene.userOf(await scene.employee()));
    expect(await refusal(client.markRead({}))).toBe("InvalidArgument INVALID_REQUEST");
  });
});

describe("WatchMyNotifications", () => {
  test("sends the number, then new entries and changes of the number, and nothing of others", async () => {
    const [ada, bob] = [await scene.employee(), await scene.employee()];
    await askedFor(ada, "Before");
    const client = scene.client(scene.userOf(ada));
    const stop = new AbortController();
    const stream = client.watchMyNotifications({}, { signal: stop.signal })[Symbol.asyncIterator]();
    const next = async () => {
      const { value } = await stream.next();
      return [value?.notification?.title ?? "", value?.unreadCount];
    };
    expect(await next()).toEqual(["", 1]);
    await askedFor(bob, "Not for Ada");
    await askedFor(ada, "Now");
    expect(await next()).toEqual(["Please read and sign: Now", 2]);
    await client.markRead({ all: true });
    expect(await next()).toEqual(["", 0]);
    stop.abort();
    await expect(stream.next()).rejects.toThrow();
  });
});

describe("ListDeliveries", () => {
  test("finds by employee, address, event and channel, whatever the address's case", async () => {
    const ada = await scene.employee({ email: "Ada@Example.com" });
    const eventId = await scene.sign(ada, scene.net.newId("ack"), "Mine");
    const count = async (filter: Parameters<ReturnType<Scene["client"]>["listDeliveries"]>[0]) =>
      (await scene.client().listDeliveries(filter)).deliveries.length;
    expect(await count({ employeeId: ada.employeeId })).toBe(2);
    expect(await count({ recipientAddress: "aDA@example.com" })).toBe(1);
    expect(await count({ recipientAddress: ada.employeeId })).toBe(1);
    expect(await count({ eventId })).toBe(2);
    expect(await count({ eventId, channels: [1] })).toBe(1);
    expect(await count({ eventId, channels: [3] })).toBe(0);
    const other = await scene.net.createCustomer("Third");
    expect((await scene.client(other.admin).listDeliveries({ eventId })).deliveries).toEqual([]);
  });

  test("is not for employees", async () => {
    const call = scene.client(scene.userOf(await scene.employee())).listDeliveries({});
    expect(await refusal(call)).toBe("PermissionDenied ROLE_REQUIRED");
  });
});
