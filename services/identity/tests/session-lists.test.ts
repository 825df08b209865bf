import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { SessionRevocationReason } from "#gen/countersign/identity/v1/identity_events_pb.ts";
import { DAY_MS } from "../../../runtime/clock.ts";
import { HEADERS } from "../../../runtime/rpc/call.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import { invitationModel } from "../store/invitation-model.ts";
import { invitationQuery } from "../store/invitation-store.ts";
import { sessionModel } from "../store/session-model.ts";
import { sessionQuery } from "../store/session-store.ts";
import { bearing, PASSWORD, SignInWorld } from "./sign-in-world.ts";
import { revocations } from "./told.ts";

const { EMPLOYEE } = PermissionRole;

let world: SignInWorld;
beforeAll(async () => {
  world = await SignInWorld.start();
});
afterAll(() => world.net.stop());

test("a user sees their live sessions, where they came from and which is this one; nobody else's", async () => {
  const { first, admin } = await world.customer("Own list");
  const other = await world.user(admin, [EMPLOYEE]);
  await world.signIn(other.email);
  const headers = { [HEADERS.clientAddress]: "192.0.2.7", [HEADERS.clientAgent]: "Browser/1" };
  const { session: old } = await world.as().createSession({ email: first.email, password: PASSWORD });
  world.net.clock.advance(30 * DAY_MS);
  const { session: elsewhere } = await world
    .as()
    .createSession({ email: first.email, password: PASSWORD }, { headers });
  const here = await world.signIn(first.email);
  const gone = await world.signIn(first.email);
  await world.as().revokeSession({}, bearing(gone));
  const { sessions } = await world.as().listSessions({}, bearing(here));
  expect(sessions.map((each) => [each.id, each.current])).toEqual([
    [here.session.id, true],
    [elsewhere?.id, false],
  ]);
  expect(sessions[1]).toMatchObject({ ipAddress: "192.0.2.7", userAgent: "Browser/1" });
  expect(sessions.map((each) => each.id)).not.toContain(old?.id);
});

test("lists of sessions go page by page", async () => {
  const { first } = await world.customer("Pages");
  const ids: string[] = [];
  for (let i = 0; i < 3; i++) ids.unshift((await world.signIn(first.email)).session.id);
  const here = bearing(await world.signIn(first.email));
  const seen: string[] = [];
  let pageToken = "";
  do {
    const page = await world.as().listSessions({ pageSize: 1, pageToken }, here);
    seen.push(...page.sessions.map((each) => each.id));
    pageToken = page.nextPageToken;
  } while (pageToken);
  expect(seen.slice(1)).toEqual(ids);
});

test("administrators see and end a user's sessions, of their own customer only", async () => {
  const { first, admin, customerId } = await world.customer("Admins");
  const other = await world.customer("Other admins");
  const signedIns = [await world.signIn(first.email), await world.signIn(first.email)];
  const ids = signedIns.map(({ session }) => session.id).toReversed();
  const userId = first.id;
  const { sessions } = await world.as(admin).listUserSessions({ userId });
  expect(sessions.map((each) => [each.id, each.current])).toEqual(ids.map((id) => [id, false]));
  for (const ask of [
    () => world.as(other.admin).listUserSessions({ userId }),
    () => world.as(other.admin).revokeUserSessions({ userId }),
  ])
    await expect(refusal(ask())).resolves.toBe("NotFound USER_NOT_FOUND");
  const employee = world.as(world.net.user(customerId, [EMPLOYEE]));
  await expect(refusal(employee.revokeUserSessions({ userId }))).resolves.toBe(
    "PermissionDenied ROLE_REQUIRED",
  );
  const strange = world.as(admin).revokeUserSessions({ userId, sessionId: world.net.newId("ses") });
  await expect(refusal(strange)).resolves.toBe("NotFound SESSION_NOT_FOUND");
  const [one = ""] = ids;
  await world.as(admin).revokeUserSessions({ userId, sessionId: one });
  await expect(world.as(admin).revokeUserSessions({ userId, sessionId: one })).resolves.toMatchObject({
    sessions: [],
  });
  const { sessions: ended } = await world.as(admin).revokeUserSessions({ userId });
  expect(ended.map((each) => each.id)).toEqual([ids[1]]);
  await expect(revocations(world.net, customerId)).resolves.toEqual(
    ids.map((id) => [id, SessionRevocationReason.ADMINISTRATOR]),
  );
});

test("the lists are read through indexes, in order", async () => {
  const database = world.net.database("identity");
  const queries = [
    sessionModel(database).find(sessionQuery("cus_1", "usr_1", new Date(), ["ses_5"])),
    invitationModel(database).find(invitationQuery("cus_1", undefined, ["inv_5"])),
    invitationModel(database).find(invitationQuery("cus_1", "PENDING", undefined)),
  ];
  for (const query of queries) {
    const { queryPlanner } = (await query.sort({ _id: -1 }).limit(51).explain()) as unknown as {
      queryPlanner: { winningPlan: object };
    };
    const plan = JSON.stringify(queryPlanner.winningPlan);
    expect(plan).toContain("IXSCAN");
    expect(plan).not.toContain("COLLSCAN");
    expect(plan).not.toContain('"SORT"');
  }
});
