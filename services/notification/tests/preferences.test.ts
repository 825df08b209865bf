import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { Channel } from "#gen/countersign/notification/v1/delivery_pb.ts";
import { NotificationKind } from "#gen/countersign/notification/v1/notification_pb.ts";
import {
  PolicyArchivedSchema,
  PolicyPublishedSchema,
  PolicyRenewedSchema,
  PolicyReviewDueSchema,
} from "#gen/countersign/policy/v1/policy_events_pb.ts";
import { DAY_MS } from "../../../runtime/clock.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import type { TestUser } from "../../../runtime/testing/test-tokens.ts";
import { Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.start();
});
afterAll(() => scene.net.stop());

const { CONFIRMATION, POLICY_UPDATE, REMINDER, REVIEW_DUE, INVITATION } = NotificationKind;
const { IN_APP, EMAIL } = Channel;

const preference = async (user: TestUser, kind: NotificationKind) =>
  (await scene.client(user).getPreferences({})).preferences?.kinds.find((one) => one.kind === kind);
const inbox = async (user: TestUser) => (await scene.client(user).listMyNotifications({})).notifications;
const mails = async (address: string) =>
  (await scene.client().listDeliveries({ recipientAddress: address, channels: [EMAIL] })).deliveries;

test("by default everything comes everywhere; what is switched off stays off until it is switched on", async () => {
  const user = await scene.user([PermissionRole.COMPLIANCE_OFFICER]);
  const client = scene.client(user);
  expect(await preference(user, POLICY_UPDATE)).toMatchObject({
    inApp: true,
    email: true,
    emailMandatory: false,
  });
  const off = { changes: [{ kind: POLICY_UPDATE, channel: EMAIL, enabled: false }] };
  await client.updatePreferences(off);
  await client.updatePreferences(off);
  expect(await preference(user, POLICY_UPDATE)).toMatchObject({ inApp: true, email: false });
  await client.updatePreferences({ language: "de" });
  const { preferences } = await client.getPreferences({});
  expect(preferences?.language).toBe("de");
  expect(await preference(user, POLICY_UPDATE)).toMatchObject({ email: false });
  const told = (await scene.net.eventsOf("notification", "PreferencesUpdated")).length;
  expect(told).toBe(2);
  await client.updatePreferences({ changes: [{ kind: POLICY_UPDATE, channel: EMAIL, enabled: true }] });
  expect(await preference(user, POLICY_UPDATE)).toMatchObject({ email: true });
});

test("inbox and mails are in the language chosen, and in the usual one again when it is taken back", async () => {
  const person = await scene.employee();
  const client = scene.client(scene.userOf(person));
  const asked = async (title: string) => {
    await scene.request(title, [scene.asked(person)]);
    const [told] = (await client.listMyNotifications({})).notifications;
    await scene.net.advance(DAY_MS); // what is asked for within minutes of each other comes in one mail
    return told?.title;
  };
  await client.updatePreferences({ language: "de-AT" });
  expect(await asked("Reisekosten")).toBe("Bitte lesen und unterschreiben: Reisekosten");
  await client.updatePreferences({ language: "fr" });
  expect(await asked("Frais")).toBe("À lire et à signer : Frais");
  await client.updatePreferences({ language: "" });
  expect(await asked("Expenses")).toBe("Please read and sign: Expenses");
  expect((await mails(person.email)).map(({ subject }) => subject).toSorted()).toEqual([
    "Bitte lesen und unterschreiben: Reisekosten",
    "Please read and sign: Expenses",
    "À lire et à signer : Frais",
  ]);
});

test("what others rely on can't be switched off, and then nothing changes", async () => {
  const user = await scene.user([PermissionRole.COMPLIANCE_OFFICER]);
  const change = (kind: NotificationKind, channel: Channel) =>
    scene.client(user).updatePreferences({
      changes: [
        { kind: POLICY_UPDATE, channel: EMAIL, enabled: false },
        { kind, channel, enabled: false },
      ],
    });
  expect(await refusal(change(REMINDER, EMAIL))).toBe("FailedPrecondition PREFERENCE_MANDATORY");
  expect(await refusal(change(REVIEW_DUE, IN_APP))).toBe("FailedPrecondition PREFERENCE_MANDATORY");
  expect(await refusal(change(INVITATION, EMAIL))).toBe("InvalidArgument INVALID_FIELD");
  expect(await refusal(change(POLICY_UPDATE, Channel.WEBHOOK))).toMatch(/^InvalidArgument/);
  expect(await preference(user, POLICY_UPDATE)).toMatchObject({ email: true });
});

test("an employee gets no more of what they have switched off, and everything else", async () => {
  const person = await scene.employee();
  const user = scene.userOf(person);
  await scene.client(user).updatePreferences({
    changes: [{ kind: CONFIRMATION, channel: EMAIL, enabled: false }],
  });
  const asked = scene.asked(person);
  await scene.request("Password rules", [asked]);
  await scene.sign(person, asked.acknowledgementId, "Password rules");
  expect((await inbox(user)).map(({ kind }) => kind)).toContain(CONFIRMATION);
  expect((await mails(person.email)).filter(({ kind }) => kind === CONFIRMATION)).toEqual([]);
  await scene.client(user).updatePreferences({
    changes: [{ kind: CONFIRMATION, channel: IN_APP, enabled: false }],
  });
  const other = scene.asked(person);
  await scene.sign(person, other.acknowledgementId, "Other rules");
  expect((await inbox(user)).filter(({ kind }) => kind === CONFIRMATION)).toHaveLength(1);
});

test("the owner of a policy is told of a due review until somebody reviews, publishes or archives it", async () => {
  const owner = await scene.user([PermissionRole.COMPLIANCE_OFFICER]);
  const due = async (daysUntilDue: number) => {
    const id = scene.net.newId("pol");
    const reviewDueTime = timestampFromDate(
      new Date(scene.net.clock.now().getTime() + daysUntilDue * DAY_MS),
    );
    const policy = { id, title: "Keys", ownerUserId: owner.userId, reviewDueTime };
    const eventId = scene.net.newId("evt");
    await scene.tell(PolicyReviewDueSchema, id, { policy, daysUntilDue }, { eventId });
    await scene.tell(PolicyReviewDueSchema, id, { policy, daysUntilDue }, { eventId });
    return { id, policy };
  };
  const unread = async () =>
    (await scene.client(owner).listMyNotifications({ unreadOnly: true, kinds: [REVIEW_DUE] })).notifications;
  const first = await due(30);
  const [entry] = await unread();
  expect(entry).toMatchObject({ title: "Review due: Keys", linkPath: `/policies/${first.id}` });
  expect(await unread()).toHaveLength(1);
  expect((await mails(owner.email)).filter(({ kind }) => kind === REVIEW_DUE)).toHaveLength(1);
  await scene.tell(PolicyReviewDueSchema, first.id, { policy: first.policy, daysUntilDue: -2 });
  expect((await unread()).map(({ title }) => title)).toEqual(["Review overdue: Keys"]);
  await scene.tell(PolicyRenewedSchema, first.id, { policy: first.policy });
  expect(await unread()).toEqual([]);
  const second = await due(0);
  await scene.tell(PolicyPublishedSchema, second.id, { policy: { policyId: second.id, title: "Keys" } });
  expect(await unread()).toEqual([]);
  const third = await due(0);
  await scene.tell(PolicyArchivedSchema, third.id, { policyId: third.id, title: "Keys" });
  expect(await unread()).toEqual([]);
});
