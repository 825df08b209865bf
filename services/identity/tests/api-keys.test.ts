import { timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { decodeJwt } from "jose";
import { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { DAY_MS } from "../../../runtime/clock.ts";
import { HEADERS } from "../../../runtime/rpc/call.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import type { TestUser } from "../../../runtime/testing/test-tokens.ts";
import { apiKeyModel } from "../store/api-key-model.ts";
import { SignInWorld } from "./sign-in-world.ts";
import { subjects } from "./told.ts";

const MINUTE_MS = 60_000;
const INVALID = "Unauthenticated API_KEY_INVALID";
let world: SignInWorld;
let networks = 0;
beforeAll(async () => {
  world = await SignInWorld.start();
});
afterAll(() => world.net.stop());

const key = async (admin: TestUser, permissions: Permission[], expireTime?: Date) => {
  const end = expireTime ? { expireTime: timestampFromDate(expireTime) } : {};
  const made = await world.as(admin).createApiKey({ apiKey: { name: "Robot", permissions, ...end } });
  if (!made.apiKey) throw new Error("no key came back");
  return { apiKey: made.apiKey, secret: made.secret };
};
const exchange = (apiKey: string, network = `10.0.0.${networks}`) =>
  world.as().exchangeApiKey({ apiKey }, { headers: { [HEADERS.clientAddress]: network } });
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

test("a key is shown once and kept as a hash; exchanged, it may do what it says for five minutes", async () => {
  const { admin, customerId } = await world.customer("Keys");
  const { apiKey, secret } = await key(admin, [Permission.USERS_READ]);
  expect(secret).toMatch(/^csk_[0-9a-z]{26}_[A-Za-z0-9_-]{43}$/);
  const row = await apiKeyModel(world.net.database("identity")).findById(apiKey.id).lean();
  expect(JSON.stringify(row)).not.toContain(secret.slice(-43));
  const answer = await exchange(secret);
  expect(decodeJwt(answer.accessToken)).toMatchObject({
    sub: apiKey.id,
    cid: customerId,
    name: "Robot",
    roles: [],
    perms: [Permission.USERS_READ],
    mkr: admin.userId,
    amr: ["api_key"],
  });
  const end = answer.accessTokenExpireTime && timestampDate(answer.accessTokenExpireTime).getTime();
  expect(Math.abs((end ?? 0) - world.net.clock.now().getTime() - 5 * MINUTE_MS)).toBeLessThan(1_000);
  const { users } = await world.as().listUsers({}, bearer(answer.accessToken));
  expect(users.length).toBeGreaterThan(0);
  const list = await world.as(admin).listApiKeys({});
  expect(list.apiKeys).toMatchObject([{ id: apiKey.id, name: "Robot", creatorUserId: admin.userId }]);
  expect(list.apiKeys[0]?.lastUseTime).toBeDefined();
  expect(await subjects(world.net, customerId, "ApiKeyCreated")).toEqual([apiKey.id]);
});

test("a key is no person: no own things, no new keys, no more than it says", async () => {
  const { admin, customerId } = await world.customer("No person");
  const robot = world.net.apiKey(
    customerId,
    [Permission.ACCESS_MANAGE, Permission.USERS_MANAGE],
    admin.userId,
  );
  expect(await refusal(world.as(robot).getMe({}))).toBe("PermissionDenied USER_REQUIRED");
  expect(await refusal(key(robot, [Permission.USERS_MANAGE]))).toBe("PermissionDenied USER_REQUIRED");
  expect(await refusal(world.as(robot).listUsers({}))).toBe("PermissionDenied ROLE_REQUIRED");
  expect(await refusal(world.user(robot, [PermissionRole.CUSTOMER_ADMIN]))).toBe(
    "PermissionDenied PERMISSION_NOT_GRANTABLE",
  );
  const made = await world.user(robot, [PermissionRole.EMPLOYEE]);
  const created = (await world.net.eventsOf("identity", "UserCreated")).find(
    ({ subject }) => subject === made.id,
  );
  expect(created?.actor).toEqual({ userId: robot.userId, service: "", name: "Test key" });
});

test("a key allows no more than its maker may", async () => {
  const { customerId } = await world.customer("Maker");
  const maker = world.net.user(customerId, [], { permissions: [Permission.ACCESS_MANAGE] });
  expect(await refusal(key(maker, [Permission.POLICIES_READ]))).toBe(
    "PermissionDenied PERMISSION_NOT_GRANTABLE",
  );
  await key(maker, [Permission.ACCESS_MANAGE]);
});

test("unknown, wrong, expired, revoked and deleted customers' keys are refused alike", async () => {
  networks += 1;
  const { admin, customerId } = await world.customer("Refused");
  const { secret, apiKey } = await key(admin, [Permission.USERS_READ]);
  const other = await key(admin, [Permission.USERS_READ]);
  const wrong = `${secret.slice(0, -43)}${other.secret.slice(-43)}`;
  const unknown = `csk_${world.net.newId("apk").slice(4)}_${secret.slice(-43)}`;
  const asToken = await world.net.token(admin);
  for (const text of [wrong, unknown, "csk_", "x", `${secret}x`, asToken.slice(0, 200)])
    expect(await refusal(exchange(text))).toBe(INVALID);
  await world.as(admin).revokeApiKey({ apiKeyId: apiKey.id });
  await world.as(admin).revokeApiKey({ apiKeyId: apiKey.id });
  expect(await refusal(exchange(secret))).toBe(INVALID);
  expect(await subjects(world.net, customerId, "ApiKeyRevoked")).toEqual([apiKey.id]);
  expect((await world.as(admin).listApiKeys({})).apiKeys.map(({ id }) => id)).toEqual([other.apiKey.id]);
  expect((await world.as(admin).listApiKeys({ showEnded: true })).apiKeys).toHaveLength(2);
  const foreign = (await world.customer("Refused foreign")).admin;
  expect(await refusal(world.as(foreign).revokeApiKey({ apiKeyId: other.apiKey.id }))).toBe(
    "NotFound API_KEY_NOT_FOUND",
  );
  await exchange(other.secret);
  await world.net.client(CustomerService, world.net.operator()).deleteCustomer({ customerId });
  await world.net.settle();
  expect(await refusal(exchange(other.secret))).toBe(INVALID);
});

test("a key ends in 90 days unless it says otherwise, its tokens never later than itself", async () => {
  networks += 1;
  const { admin } = await world.customer("Ending");
  const now = world.net.clock.now();
  const { apiKey, secret } = await key(admin, [Permission.USERS_READ]);
  const endOf = ({ expireTime }: typeof apiKey) => (expireTime ? timestampDate(expireTime).getTime() : 0);
  expect(endOf(apiKey) - now.getTime()).toBe(90 * DAY_MS);
  for (const bad of [new Date(now.getTime() - 1), new Date(now.getTime() + 367 * DAY_MS)])
    expect(await refusal(key(admin, [Permission.USERS_READ], bad))).toBe("InvalidArgument INVALID_FIELD");
  const brief = await key(admin, [Permission.USERS_READ], new Date(now.getTime() + 2 * MINUTE_MS));
  const { accessTokenExpireTime } = await exchange(brief.secret);
  const end = accessTokenExpireTime ? timestampDate(accessTokenExpireTime).getTime() : 0;
  expect(end).toBeLessThanOrEqual(endOf(brief.apiKey));
  world.net.clock.advance(3 * MINUTE_MS);
  expect(await refusal(exchange(brief.secret))).toBe(INVALID);
  await exchange(secret);
  world.net.clock.advance(90 * DAY_MS);
  expect(await refusal(exchange(secret))).toBe(INVALID);
});

test("a network that guesses has to wait, others don't, and right keys don't count", async () => {
  const { admin } = await world.customer("Guessing");
  const { secret } = await key(admin, [Permission.USERS_READ]);
  for (let i = 0; i < 120; i++) await exchange(secret, "10.9.9.9");
  for (let i = 0; i < 100; i++) expect(await refusal(exchange("x", "10.9.9.9"))).toBe(INVALID);
  expect(await refusal(exchange(secret, "10.9.9.9"))).toBe("ResourceExhausted TOO_MANY_ATTEMPTS");
  await exchange(secret, "10.9.9.8");
});
