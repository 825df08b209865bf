import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { BSON } from "mongodb";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import {
  InvitationSentSchema,
  PasswordChangeCause,
  PasswordChangedSchema,
  TotpDisabledSchema,
} from "#gen/countersign/identity/v1/identity_events_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { DeliveryState } from "#gen/countersign/notification/v1/delivery_pb.ts";
import { NotificationKind } from "#gen/countersign/notification/v1/notification_pb.ts";
import { NotificationService } from "#gen/countersign/notification/v1/notification_service_pb.ts";
import { event } from "../../../runtime/events/event.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import type { TestUser } from "../../../runtime/testing/test-tokens.ts";
import { auditModule } from "../../audit/module.ts";
import { customerModule } from "../../customer/module.ts";
import { employeeModule } from "../../employee/module.ts";
import { identityModule } from "../../identity/module.ts";
import { notificationModule } from "../module.ts";
import { MailServer } from "./mail-server.ts";

const PASSWORD = "violet-harbour-42";
const { EMPLOYEE } = PermissionRole;

const server = new MailServer();
let net: Constellation;
let customerId: string;
let admin: TestUser;
beforeAll(async () => {
  await server.start();
  net = await Constellation.start({
    modules: [customerModule, identityModule, employeeModule, notificationModule, auditModule],
    config: { smtpUrl: server.url, publicUrl: "https://sign.example.com" },
    startAt: new Date(),
  });
  ({ customerId, admin } = await net.createCustomer("Acme"));
});
afterAll(async () => {
  await net.stop();
  await server.stop();
});
beforeEach(() => server.reset());

const identity = (user?: TestUser) => net.client(IdentityService, user);

/** The one mail to an address, and the token in its link. */
async function mailTo(
  address: string,
  path: string,
): Promise<{ subject: string; token: string; text: string }> {
  await net.settle();
  const [mail, another] = server.to(address);
  expect(another).toBeUndefined();
  const link = new RegExp(`https://sign\\.example\\.com${path}\\?token=([\\w.-]+)`);
  const [, token = ""] = link.exec(mail?.text ?? "") ?? [];
  expect(mail?.html).toContain(`${path}?token=${token}`);
  return { subject: mail?.headers.get("subject") ?? "", token, text: mail?.text ?? "" };
}

async function invited(email: string): Promise<{ userId: string; token: string }> {
  const { user } = await identity(admin).inviteUser({
    user: { email, displayName: "Gus Guest", roles: [EMPLOYEE] },
  });
  const { token, subject, text } = await mailTo(email, "/invitation");
  expect(subject).toBe("Admin invites you to sign in");
  expect(text).toContain("Hello Gus Guest,");
  return { userId: user?.id ?? "", token };
}

/** All that any service has stored or told, as text. */
async function everything(): Promise<string> {
  const rows = await Promise.all(
    (["identity", "notification", "audit"] as const).map(async (name) => {
      const database = net.database(name);
      const collections = await database.listCollections();
      return Promise.all(collections.map((each) => database.collection(each.name).find().toArray()));
    }),
  );
  return rows
    .flat(2)
    .map((row) => Buffer.from(BSON.serialize(row)).toString("latin1"))
    .join();
}

test("an invitation, a reset and a link to sign in arrive with links that work, and are kept nowhere", async () => {
  const { token } = await invited("guest@acme.example");
  await identity().acceptInvitation({ token, password: PASSWORD });
  await net.settle();
  expect(server.mails).toHaveLength(1);
  server.reset();
  await identity().requestPasswordReset({ email: "Guest@acme.example" });
  const reset = await mailTo("guest@acme.example", "/reset-password");
  server.reset();
  await identity().resetPassword({ token: reset.token, newPassword: "amber-lantern-77" });
  await net.settle();
  expect(server.to("guest@acme.example").map((mail) => mail.headers.get("subject"))).toEqual([
    "Your password was reset",
  ]);
  const { EmployeeService } = await import("#gen/countersign/employee/v1/employee_service_pb.ts");
  await net
    .client(EmployeeService, admin)
    .createEmployee({ employee: { name: "Em", email: "em@acme.example", joinDate: "2026-01-01" } });
  await identity().requestMagicLink({ email: "em@acme.example" });
  const link = await mailTo("em@acme.example", "/sign-in/link");
  const { user } = await identity().finishMagicLink({ token: link.token });
  expect(user).toMatchObject({ email: "em@acme.example", roles: [EMPLOYEE], customerId });
  const text = await everything();
  for (const secret of [token, reset.token, link.token]) {
    expect(text).toContain(secret.split(".")[0]);
    expect(text).not.toContain(secret.split(".")[1]);
  }
});

test("a platform operator is written to as well", async () => {
  const operator = net.operator();
  const user = { email: "op@platform.example", displayName: "Op", roles: [PermissionRole.PLATFORM_ADMIN] };
  await identity(operator).inviteUser({ user });
  const { token } = await mailTo("op@platform.example", "/invitation");
  await expect(refusal(identity().acceptInvitation({ token, password: PASSWORD }))).resolves.toBe("ok");
});

test("a mail that could not go before its link died is withdrawn", async () => {
  server.policy = () => 451;
  await identity(admin).inviteUser({
    user: { email: "late@acme.example", displayName: "Late", roles: [EMPLOYEE] },
  });
  await net.settle();
  const { invitations } = await identity(admin).listInvitations({ pageSize: 1 });
  await identity(admin).revokeInvitation({ invitationId: invitations[0]?.id ?? "" });
  server.policy = () => undefined;
  await net.advance(10 * 60_000);
  expect(server.mails).toHaveLength(0);
  const { deliveries } = await net
    .client(NotificationService, admin)
    .listDeliveries({ kinds: [NotificationKind.INVITATION], recipientAddress: "late@acme.example" });
  expect(deliveries.map((delivery) => delivery.state)).toEqual([DeliveryState.WITHDRAWN]);
});

test("nobody is written to twice for one event, and only by mail", async () => {
  const holder = { userId: net.newId("usr"), email: "changed@acme.example", displayName: "Cha Nged" };
  const about = { customerId, subject: holder.userId };
  const origin = { ipAddress: "192.0.2.7" };
  const changed = event(PasswordChangedSchema, about, {
    holder,
    origin,
    cause: PasswordChangeCause.CHANGED,
  });
  const actor = { userId: holder.userId, service: "", name: "Cha Nged" };
  const eventId = net.newId("evt");
  for (let times = 0; times < 2; times++) await net.publish(changed, { eventId, actor });
  await net.publish(event(TotpDisabledSchema, about, { holder, origin }), {
    actor: { userId: net.newId("usr"), service: "", name: "Ada Admin" },
  });
  const linkId = net.newId("lnk");
  await net.publish(event(InvitationSentSchema, about, { holder, linkId, invitation: {} }));
  await net.settle();
  const mails = server.to("changed@acme.example");
  expect(mails.map((mail) => mail.headers.get("subject")).sort()).toEqual([
    "The authenticator was removed from your account",
    "Your password was changed",
  ]);
  const texts = mails.map((mail) => mail.text).join();
  expect(texts).toContain("from 192.0.2.7.");
  expect(texts).toContain("by Ada Admin.");
  const reader = net.user(customerId, [EMPLOYEE], { userId: holder.userId });
  const { notifications } = await net.client(NotificationService, reader).listMyNotifications({});
  expect(notifications).toEqual([]);
});
