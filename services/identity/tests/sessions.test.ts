import { timestampDate } from "@bufbuild/protobuf/wkt";
import { ConnectError } from "@connectrpc/connect";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { BSON } from "mongodb";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { ErrorDetailSchema } from "#gen/countersign/common/v1/error_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { SessionRevocationReason } from "#gen/countersign/identity/v1/identity_events_pb.ts";
import { DAY_MS } from "../../../runtime/clock.ts";
import { HEADERS } from "../../../runtime/rpc/call.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import { bearing, PASSWORD, SignInWorld } from "./sign-in-world.ts";
import { revocations } from "./told.ts";

const MINUTE_MS = 60_000;
const { EMPLOYEE, CUSTOMER_ADMIN } = PermissionRole;

let world: SignInWorld;
beforeAll(async () => {
  world = await SignInWorld.start();
});
afterAll(() => world.net.stop());

const customers = () => world.net.client(CustomerService, world.net.operator());
const now = () => world.net.clock.now().getTime();

describe("signing in", () => {
  test("gives an access token that says who signed in, and works", async () => {
    const { admin, customerId } = await world.customer("Claims");
    const employeeId = world.employee();
    const user = await world.user(admin, [EMPLOYEE], { employeeId, displayName: "Ada" });
    const signedIn = await world.signIn(user.email.toUpperCase());
    const { accessToken } = signedIn.tokens;
    expect(decodeProtectedHeader(accessToken)).toMatchObject({ alg: "EdDSA", typ: "at+jwt" });
    expect(decodeJwt(accessToken)).toMatchObject({
      sub: user.id,
      sid: signedIn.session.id,
      cid: customerId,
      eid: employeeId,
      name: "Ada",
      email: user.email,
      roles: [EMPLOYEE],
      amr: ["pwd"],
    });
    const { accessTokenExpireTime } = signedIn.tokens;
    expect(accessTokenExpireTime && timestampDate(accessTokenExpireTime).getTime()).toBe(
      Math.floor(now() / 1000) * 1000 + 10 * MINUTE_MS,
    );
    const me = await world.as().getMe({}, bearing(signedIn));
    expect(me.user).toEqual(signedIn.user);
    expect(me.session).toEqual(signedIn.session);
    expect(me.user?.lastSignInTime).toEqual(me.session?.createTime);
    expect(me.user?.etag).toBe(user.etag);
  });

  test("is told as done by the user, with nothing secret", async () => {
    const { first, customerId } = await world.customer("Told");
    const { tokens } = await world.signIn(first.email);
    const told = (await world.net.eventsOf("identity", "SessionCreated")).filter(
      (row) => row.customerId === customerId,
    );
    expect(told.map((row) => row.actor.userId)).toEqual([first.id]);
    const database = world.net.database("identity");
    const collections = await database.listCollections();
    const rows = await Promise.all(collections.map(({ name }) => database.collection(name).find().toArray()));
    const stored = rows
      .flat()
      .map((row) => Buffer.from(BSON.serialize(row)).toString("latin1"))
      .join();
    expect(stored).toContain(first.email);
    expect(stored).not.toContain(tokens.refreshToken);
    expect(stored).not.toContain(tokens.accessToken);
    expect(stored).not.toContain(PASSWORD);
  });

  test("fails alike for an unknown address, a wrong password, a deactivated user and a deleted customer", async () => {
    const { admin, first } = await world.customer("Alike");
    const gone = await world.user(admin, [EMPLOYEE]);
    await world.as(admin).deactivateUser({ userId: gone.id });
    const deleted = await world.customer("Alike deleted");
    await customers().deleteCustomer({ customerId: deleted.customerId });
    await world.net.settle();
    const refusals = await Promise.all(
      [
        { email: "nobody@example.com", password: PASSWORD },
        { email: first.email, password: "something-else-1" },
        { email: gone.email, password: PASSWORD },
        { email: deleted.first.email, password: PASSWORD },
      ].map((request) => world.as().createSession(request).catch(ConnectError.from)),
    );
    const seen = refusals.map((error) =>
      error instanceof ConnectError ? [error.rawMessage, error.findDetails(ErrorDetailSchema)] : error,
    );
    expect(seen[0]).toEqual([
      "The e-mail address or the password is not right.",
      [expect.objectContaining({ reason: "INVALID_CREDENTIALS", metadata: {} })],
    ]);
    expect(new Set(seen.map((one) => JSON.stringify(one))).size).toBe(1);
  });

  test("takes as long for an unknown address as for a wrong password", async () => {
    const { first } = await world.customer("Timing");
    const medianMs = async (email: string): Promise<number> => {
      const times: number[] = [];
      for (let i = 0; i < 9; i++) {
        const startedMs = performance.now();
        await refusal(world.as().createSession({ email, password: "something-else-1" }));
        times.push(performance.now() - startedMs);
      }
      return times.sort((a, b) => a - b)[4] ?? 0;
    };
    const [known, unknown] = [await medianMs(first.email), await medianMs("no.one@example.com")];
    expect(unknown).toBeGreaterThan(known / 2);
    expect(unknown).toBeLessThan(known * 2);
  });
});

describe("bounded tries", () => {
  const from = (address: string) => ({
    headers: { [HEADERS.clientAddress]: address },
  });
  const attempt = (email: string, address: string, password = "something-else-1") =>
    refusal(world.as().createSession({ email, password }, from(address)));

  test("five failures for an address are enough, however many come at once; then one a minute, two minutes, four …", async () => {
    const { first } = await world.customer("Bounded");
    const answers = await Promise.all(
      Array.from({ length: 25 }, (_, i) => attempt(first.email, `192.0.2.${i}`)),
    );
    const count = (answer: string) => answers.filter((one) => one === answer).length;
    expect(count("Unauthenticated INVALID_CREDENTIALS")).toBe(5);
    expect(count("ResourceExhausted TOO_MANY_ATTEMPTS")).toBe(20);
    for (const [waited, minutes] of [1, 2, 4, 8, 15, 15].entries()) {
      const from = `198.51.100.${waited}`;
      world.net.clock.advance(minutes * MINUTE_MS - 1);
      await expect(attempt(first.email, from, PASSWORD)).resolves.toBe("ResourceExhausted TOO_MANY_ATTEMPTS");
      world.net.clock.advance(1);
      await expect(attempt(first.email, from)).resolves.toBe("Unauthenticated INVALID_CREDENTIALS");
    }
    world.net.clock.advance(5 * MINUTE_MS);
    const error = await world
      .as()
      .createSession({ email: first.email, password: PASSWORD })
      .catch(ConnectError.from);
    expect(error instanceof ConnectError && error.findDetails(ErrorDetailSchema)[0]?.metadata).toEqual({
      retry_after_seconds: "600",
    });
    world.net.clock.advance(10 * MINUTE_MS);
    await expect(attempt(first.email, "192.0.2.1", PASSWORD)).resolves.toBe("ok");
    for (let i = 0; i < 5; i++)
      await expect(attempt(first.email, "192.0.2.1")).resolves.toBe("Unauthenticated INVALID_CREDENTIALS");
  });

  test("a thousand wrong passwords against one account cost next to nothing, and nobody else waits", async () => {
    const { first, admin } = await world.customer("Hammered");
    const other = await world.user(admin, [EMPLOYEE]);
    for (let i = 0; i < 5; i++) await attempt(first.email, `203.0.113.${i}`);
    const before = process.cpuUsage();
    const refusals: string[] = [];
    for (let i = 0; i < 20; i++)
      refusals.push(
        ...(await Promise.all(
          Array.from({ length: 50 }, (_, j) => attempt(first.email, `198.18.${i}.${j}`)),
        )),
      );
    const { user = 0 } = process.cpuUsage(before);
    expect(new Set(refusals)).toEqual(new Set(["ResourceExhausted TOO_MANY_ATTEMPTS"]));
    // Verifying a thousand passwords takes 15 s of CPU and more.
    expect(user / 1e6).toBeLessThan(8);
    await expect(attempt(other.email, "203.0.113.9", PASSWORD)).resolves.toBe("ok");
  });

  test("a hundred failures from a network are enough, whomever they try; an IPv6 network is one", async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) => attempt(`guess${i}@example.com`, `2001:db8:1:2::${i}`)),
    );
    expect(new Set(answers)).toEqual(new Set(["Unauthenticated INVALID_CREDENTIALS"]));
    await expect(attempt("guess@example.com", "2001:db8:1:2:ffff::1")).resolves.toBe(
      "ResourceExhausted TOO_MANY_ATTEMPTS",
    );
    await expect(attempt("guess@example.com", "2001:db8:1:3::1")).resolves.toBe(
      "Unauthenticated INVALID_CREDENTIALS",
    );
  });

  test("signing in rightly doesn't count", async () => {
    const { first } = await world.customer("Right");
    for (let i = 0; i < 12; i++)
      await expect(attempt(first.email, "198.51.100.7", PASSWORD)).resolves.toBe("ok");
  });
});

describe("refreshing", () => {
  test("gives new tokens, spends the old one and prolongs the session", async () => {
    const { first } = await world.customer("Rotating");
    const one = await world.signIn(first.email);
    world.net.clock.advance(DAY_MS);
    const two = await world.refresh(one.tokens.refreshToken);
    expect(two.tokens.refreshToken).not.toBe(one.tokens.refreshToken);
    expect(two.session.id).toBe(one.session.id);
    expect(two.session.expireTime && timestampDate(two.session.expireTime).getTime()).toBe(
      now() + 30 * DAY_MS,
    );
    await expect(refusal(world.as().getMe({}, bearing(two)))).resolves.toBe("ok");
  });

  test("two tabs at once are both served; later the spent token ends the session for everyone", async () => {
    const { first, customerId } = await world.customer("Tabs");
    const one = await world.signIn(first.email);
    const tabs = await Promise.all([1, 2, 3].map(() => world.refresh(one.tokens.refreshToken)));
    expect(new Set(tabs.map((tab) => tab.tokens.refreshToken)).size).toBe(3);
    world.net.clock.advance(10_000);
    await world.refresh(one.tokens.refreshToken);
    world.net.clock.advance(1);
    const again = () => refusal(world.refresh(one.tokens.refreshToken));
    await expect(again()).resolves.toBe("Unauthenticated REFRESH_TOKEN_REUSED");
    await expect(again()).resolves.toBe("Unauthenticated REFRESH_TOKEN_INVALID");
    for (const { tokens } of tabs)
      await expect(refusal(world.refresh(tokens.refreshToken))).resolves.toBe(
        "Unauthenticated REFRESH_TOKEN_INVALID",
      );
    await expect(revocations(world.net, customerId)).resolves.toEqual([
      [one.session.id, SessionRevocationReason.TOKEN_REUSED],
    ]);
    const reused = await world.net.eventsOf("identity", "RefreshTokenReused");
    expect(reused.map((row) => row.subject)).toContain(one.session.id);
  });

  test("a made-up token, an empty one, a revoked session and a deactivated user are refused alike", async () => {
    const { first, admin } = await world.customer("Ended");
    const revoked = await world.signIn(first.email);
    await world.as().revokeSession({}, bearing(revoked));
    const user = await world.user(admin, [EMPLOYEE]);
    const deactivated = await world.signIn(user.email);
    await world.as(admin).deactivateUser({ userId: user.id });
    for (const token of [
      "",
      "made-up",
      revoked.tokens.refreshToken,
      deactivated.tokens.refreshToken,
      revoked.tokens.accessToken.slice(0, 512),
    ])
      await expect(refusal(world.refresh(token))).resolves.toBe("Unauthenticated REFRESH_TOKEN_INVALID");
  });
});

describe("signing out", () => {
  test("ends the token's own session or another one of the caller's, and again changes nothing", async () => {
    const { first, customerId } = await world.customer("Out");
    const [one, two] = [await world.signIn(first.email), await world.signIn(first.email)];
    const { session } = await world.as().revokeSession({}, bearing(one));
    expect(session?.revokeTime).toBeDefined();
    await world.as().revokeSession({}, bearing(one));
    await world.as().revokeSession({ sessionId: two.session.id }, bearing(one));
    await expect(revocations(world.net, customerId)).resolves.toEqual(
      [one, two].map((signedIn) => [signedIn.session.id, SessionRevocationReason.SIGNED_OUT]),
    );
  });

  test("nobody ends somebody else's session", async () => {
    const { first, admin } = await world.customer("Others");
    const other = await world.user(admin, [CUSTOMER_ADMIN]);
    const [mine, theirs] = [await world.signIn(first.email), await world.signIn(other.email)];
    for (const sessionId of [theirs.session.id, world.net.newId("ses")])
      await expect(refusal(world.as().revokeSession({ sessionId }, bearing(mine)))).resolves.toBe(
        "NotFound SESSION_NOT_FOUND",
      );
    await expect(refusal(world.refresh(theirs.tokens.refreshToken))).resolves.toBe("ok");
  });

  test("a customer's deletion ends its users' sessions, once for each, and no one else's", async () => {
    const { first, customerId, admin } = await world.customer("Deleted");
    const { first: bystander } = await world.customer("Bystander");
    const kept = await world.signIn(bystander.email);
    const user = await world.user(admin, [EMPLOYEE]);
    const signedIns = [];
    for (const email of [first.email, user.email, user.email]) signedIns.push(await world.signIn(email));
    await customers().deleteCustomer({ customerId });
    await world.net.settle();
    expect((await revocations(world.net, customerId)).sort()).toEqual(
      signedIns.map(({ session }) => [session.id, SessionRevocationReason.CUSTOMER_DELETED]).sort(),
    );
    for (const { tokens } of signedIns)
      await expect(refusal(world.refresh(tokens.refreshToken))).resolves.toBe(
        "Unauthenticated REFRESH_TOKEN_INVALID",
      );
    await expect(refusal(world.refresh(kept.tokens.refreshToken))).resolves.toBe("ok");
    await customers().undeleteCustomer({ customerId });
    await world.net.settle();
    const back = await world.signIn(first.email);
    await expect(refusal(world.refresh(back.tokens.refreshToken))).resolves.toBe("ok");
  });
});
