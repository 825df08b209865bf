import { timestampDate } from "@bufbuild/protobuf/wkt";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { InvitationSentSchema } from "#gen/countersign/identity/v1/identity_events_pb.ts";
import { InvitationState } from "#gen/countersign/identity/v1/invitation_pb.ts";
import { UserStatus } from "#gen/countersign/identity/v1/user_pb.ts";
import { DAY_MS } from "../../../runtime/clock.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import type { TestUser } from "../../../runtime/testing/test-tokens.ts";
import { PASSWORD, SignInWorld } from "./sign-in-world.ts";
import { messages, subjects } from "./told.ts";

const { EMPLOYEE, CUSTOMER_ADMIN, HR, PLATFORM_ADMIN } = PermissionRole;
const INVALID = "Unauthenticated LINK_INVALID";

let world: SignInWorld;
let guests = 0;
beforeAll(async () => {
  world = await SignInWorld.start();
});
afterAll(() => world.net.stop());

async function invite(admin: TestUser, roles: PermissionRole[] = [EMPLOYEE]) {
  guests += 1;
  const email = `guest${guests}@example.com`;
  const { user, invitation } = await world
    .as(admin)
    .inviteUser({ user: { email, displayName: `Guest ${guests}`, roles } });
  if (!user || !invitation) throw new Error("nothing came back");
  return { user, invitation, email };
}

/** The token of the invitation mail that was sent last. */
async function mailed(customerId: string): Promise<string> {
  const sent = await messages(world.net, customerId, InvitationSentSchema);
  return world.linkToken(sent.at(-1)?.linkId ?? "");
}

const accept = (token: string, password = PASSWORD) =>
  refusal(world.as().acceptInvitation({ token, password }));

describe("an invitation", () => {
  test("makes a user who can't sign in until they have chosen a password, once, and then are signed in", async () => {
    const { admin, customerId } = await world.customer("Invited");
    const { user, invitation, email } = await invite(admin, [HR]);
    expect(invitation).toMatchObject({
      userId: user.id,
      customerId,
      email,
      state: InvitationState.PENDING,
      inviterUserId: admin.userId,
    });
    await expect(refusal(world.signIn(email))).resolves.toBe("Unauthenticated INVALID_CREDENTIALS");
    const token = await mailed(customerId);
    await expect(accept(token, "Password2026!")).resolves.toBe("InvalidArgument PASSWORD_TOO_WEAK");
    const twice = await Promise.all([accept(token), accept(token, "amber-lantern-77")]);
    expect(twice.sort()).toEqual([INVALID, "ok"]);
    await expect(accept(token)).resolves.toBe(INVALID);
    await expect(subjects(world.net, customerId, "InvitationAccepted")).resolves.toEqual([invitation.id]);
    await expect(subjects(world.net, customerId, "SessionCreated")).resolves.toHaveLength(1);
    const { invitations } = await world.as(admin).listInvitations({});
    expect(invitations).toMatchObject([{ id: invitation.id, state: InvitationState.ACCEPTED }]);
  });

  test("works for seven days; sent again, the new link works and the old one doesn't", async () => {
    const { admin, customerId } = await world.customer("Again");
    const { invitation } = await invite(admin);
    const sentMs = world.net.clock.now().getTime();
    expect(invitation.expireTime && timestampDate(invitation.expireTime).getTime()).toBe(sentMs + 7 * DAY_MS);
    const first = await mailed(customerId);
    world.net.clock.advance(7 * DAY_MS);
    await expect(accept(first)).resolves.toBe(INVALID);
    const resend = (etag = "", requestId = "") =>
      world.as(admin).resendInvitation({ invitationId: invitation.id, etag, requestId });
    await expect(refusal(resend("r0"))).resolves.toBe("Aborted ETAG_MISMATCH");
    const requestId = "6f9619ff-8b86-4011-b42d-00c04fc964ff";
    const { invitation: again } = await resend(invitation.etag, requestId);
    await resend(invitation.etag, requestId);
    expect(again?.etag).not.toBe(invitation.etag);
    const second = await mailed(customerId);
    await resend();
    const third = await mailed(customerId);
    await expect(messages(world.net, customerId, InvitationSentSchema)).resolves.toHaveLength(3);
    await expect(accept(second)).resolves.toBe(INVALID);
    world.net.clock.advance(7 * DAY_MS - 1);
    await expect(accept(third)).resolves.toBe("ok");
    await expect(refusal(resend())).resolves.toBe("FailedPrecondition INVITATION_ACCEPTED");
  });

  test("that is revoked can't be accepted, and its user is out, until it is sent again", async () => {
    const { admin, customerId } = await world.customer("Revoked");
    const { invitation, user, email } = await invite(admin);
    const token = await mailed(customerId);
    const revoke = () => world.as(admin).revokeInvitation({ invitationId: invitation.id });
    const { invitation: revoked } = await revoke();
    expect(revoked?.state).toBe(InvitationState.REVOKED);
    await expect(revoke()).resolves.toMatchObject({ invitation: { etag: revoked?.etag } });
    await expect(accept(token)).resolves.toBe(INVALID);
    const status = async () =>
      (await world.as(admin).listUsers({ query: email })).users.map((one) => one.status);
    await expect(status()).resolves.toEqual([UserStatus.DEACTIVATED]);
    await expect(subjects(world.net, customerId, "InvitationRevoked")).resolves.toEqual([invitation.id]);
    await world.as(admin).resendInvitation({ invitationId: invitation.id });
    await expect(status()).resolves.toEqual([UserStatus.ACTIVE]);
    await expect(accept(token)).resolves.toBe(INVALID);
    await expect(accept(await mailed(customerId))).resolves.toBe("ok");
    await expect(refusal(revoke())).resolves.toBe("FailedPrecondition INVITATION_ACCEPTED");
    await world.as(admin).deactivateUser({ userId: user.id });
  });

  test("of a user who was deactivated or whose customer was deleted, or moved to another address, is void", async () => {
    const { admin, customerId } = await world.customer("Void");
    const gone = await invite(admin);
    const token = await mailed(customerId);
    await world.as(admin).deactivateUser({ userId: gone.user.id });
    await expect(accept(token)).resolves.toBe(INVALID);
    await expect(
      refusal(world.as(admin).resendInvitation({ invitationId: gone.invitation.id })),
    ).resolves.toBe("FailedPrecondition USER_DEACTIVATED");
    const moved = await invite(admin);
    const old = await mailed(customerId);
    await world.as(admin).updateUser({ user: { id: moved.user.id, email: "elsewhere@example.com" } });
    await expect(accept(old)).resolves.toBe(INVALID);
    await world.as(admin).resendInvitation({ invitationId: moved.invitation.id });
    const last = await mailed(customerId);
    const customers = world.net.client(CustomerService, world.net.operator());
    await customers.deleteCustomer({ customerId });
    await world.net.settle();
    await expect(accept(last)).resolves.toBe(INVALID);
    await customers.undeleteCustomer({ customerId });
    await world.net.settle();
    await expect(accept(last)).resolves.toBe("ok");
  });

  test("is accepted by a password reset as well, and then its link is of no use", async () => {
    const { admin, customerId } = await world.customer("Reset instead");
    const { email, invitation } = await invite(admin);
    const token = await mailed(customerId);
    await world.as().requestPasswordReset({ email });
    await world.net.settle();
    const requested = (await world.net.eventsOf("identity", "PasswordResetRequested")).at(-1);
    expect(requested?.customerId).toBe(customerId);
    const links = world.net.database("identity").collection("account_links");
    const link = await links.findOne({ purpose: "password_reset" }, { sort: { _id: -1 } });
    const reset = { token: await world.linkToken(String(link?._id)), newPassword: "amber-lantern-77" };
    await expect(refusal(world.as().resetPassword(reset))).resolves.toBe("ok");
    await expect(subjects(world.net, customerId, "InvitationAccepted")).resolves.toEqual([invitation.id]);
    await expect(accept(token)).resolves.toBe(INVALID);
  });

  test("doesn't make an administrator to rely on before it is accepted", async () => {
    const { admin, first, customerId } = await world.customer("Heir invited");
    const { user } = await invite(admin, [CUSTOMER_ADMIN]);
    const leave = () => refusal(world.as(admin).deactivateUser({ userId: first.id }));
    await expect(leave()).resolves.toBe("FailedPrecondition LAST_ADMINISTRATOR");
    await accept(await mailed(customerId));
    await expect(leave()).resolves.toBe("ok");
    await expect(refusal(world.as(admin).deactivateUser({ userId: user.id }))).resolves.toBe(
      "FailedPrecondition LAST_ADMINISTRATOR",
    );
  });
});

describe("inviting", () => {
  test("obeys the rules of CreateUser, and happens once per request_id", async () => {
    const { admin, first, customerId } = await world.customer("Rules");
    const ask = (user: object, by = admin) =>
      refusal(
        world.as(by).inviteUser({ user: { email: "a@example.com", displayName: "A", roles: [HR], ...user } }),
      );
    await expect(ask({ email: first.email })).resolves.toBe("AlreadyExists USER_EMAIL_TAKEN");
    await expect(ask({ roles: [PLATFORM_ADMIN] })).resolves.toBe("PermissionDenied ROLE_NOT_GRANTABLE");
    await expect(ask({ roles: [] })).resolves.toBe("InvalidArgument INVALID_REQUEST");
    await expect(ask({ employeeId: world.net.newId("emp") })).resolves.toBe("NotFound EMPLOYEE_NOT_FOUND");
    await expect(ask({}, world.net.user(customerId, [HR]))).resolves.toBe("PermissionDenied ROLE_REQUIRED");
    const requestId = "6f9619ff-8b86-4011-b42d-00c04fc964aa";
    const user = { email: "once-only@example.com", displayName: "Once", roles: [HR] };
    const answers = await Promise.all([1, 2].map(() => world.as(admin).inviteUser({ user, requestId })));
    expect(new Set(answers.map((answer) => answer.invitation?.id)).size).toBe(1);
  });

  test("is seen and undone by one's own customer only, page by page and by state", async () => {
    const [one, two] = [await world.customer("Inviting one"), await world.customer("Inviting two")];
    const made = [];
    for (let i = 0; i < 3; i++) made.push((await invite(one.admin)).invitation.id);
    await world.as(one.admin).revokeInvitation({ invitationId: made[1] ?? "" });
    const list = async (by: TestUser, state: InvitationState = InvitationState.UNSPECIFIED) => {
      const ids: string[] = [];
      let pageToken = "";
      do {
        const page = await world.as(by).listInvitations({ state, pageSize: 1, pageToken });
        ids.push(...page.invitations.map((each) => each.id));
        pageToken = page.nextPageToken;
      } while (pageToken);
      return ids;
    };
    await expect(list(one.admin)).resolves.toEqual(made.toReversed());
    await expect(list(one.admin, InvitationState.REVOKED)).resolves.toEqual([made[1]]);
    await expect(list(one.admin, InvitationState.PENDING)).resolves.toEqual([made[2], made[0]]);
    await expect(list(two.admin)).resolves.toEqual([]);
    const invitationId = made[0] ?? "";
    for (const ask of [
      () => world.as(two.admin).revokeInvitation({ invitationId }),
      () => world.as(two.admin).resendInvitation({ invitationId }),
    ])
      await expect(refusal(ask())).resolves.toBe("NotFound INVITATION_NOT_FOUND");
    const operator = world.as(world.net.operator());
    await expect(refusal(operator.resendInvitation({ invitationId }))).resolves.toBe("ok");
  });
});
