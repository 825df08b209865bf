import { timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import type { User } from "#gen/countersign/identity/v1/user_pb.ts";
import { DAY_MS } from "../../../runtime/clock.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import type { TestUser } from "../../../runtime/testing/test-tokens.ts";
import { PASSWORD, SignInWorld } from "./sign-in-world.ts";

const MINUTE_MS = 60_000;
let world: SignInWorld;
beforeAll(async () => {
  world = await SignInWorld.start();
});
afterAll(() => world.net.stop());

const endOf = (user: User | undefined) => user?.accessEndTime && timestampDate(user.accessEndTime);
const inMs = (ms: number) => new Date(world.net.clock.now().getTime() + ms);
let addresses = 0;
const temporary = async (admin: TestUser, end: Date) => {
  addresses += 1;
  const { user } = await world.as(admin).createUser({
    user: {
      email: `t${addresses}@temporary.example`,
      displayName: "Temporary",
      roles: [PermissionRole.HR],
      accessEndTime: timestampFromDate(end),
    },
    password: PASSWORD,
  });
  if (!user) throw new Error("no user came back");
  return user;
};

test("after the end sign-in and refresh are refused, and no access token lasts longer", async () => {
  const { admin } = await world.customer("Temporary");
  const end = inMs(4 * MINUTE_MS);
  const user = await temporary(admin, end);
  const signedIn = await world.signIn(user.email);
  const { accessTokenExpireTime } = signedIn.tokens;
  expect(accessTokenExpireTime && timestampDate(accessTokenExpireTime) <= end).toBe(true);
  world.net.clock.advance(4 * MINUTE_MS);
  expect(await refusal(world.signIn(user.email))).toBe("Unauthenticated INVALID_CREDENTIALS");
  expect(await refusal(world.refresh(signedIn.tokens.refreshToken))).toBe(
    "Unauthenticated REFRESH_TOKEN_INVALID",
  );
  const longer = { id: user.id, accessEndTime: timestampFromDate(inMs(DAY_MS)) };
  await world.as(admin).updateUser({ user: longer });
  await world.signIn(user.email);
});

test("an auditor's access ends after 90 days by itself, and clearing the end begins them anew", async () => {
  const { admin } = await world.customer("Audited");
  const auditor = await world.user(admin, [PermissionRole.AUDITOR]);
  expect(endOf(auditor)).toEqual(inMs(90 * DAY_MS));
  await world.net.advance(DAY_MS);
  const { user } = await world.as(admin).updateUser({
    user: { id: auditor.id },
    updateMask: { paths: ["access_end_time"] },
  });
  expect(endOf(user)).toEqual(inMs(90 * DAY_MS));
  const promoted = await world.user(admin, [PermissionRole.HR]);
  expect(endOf(promoted)).toBeUndefined();
  const roles = [PermissionRole.HR, PermissionRole.AUDITOR];
  const { user: after } = await world.as(admin).updateUser({ user: { id: promoted.id, roles } });
  expect(endOf(after)).toEqual(inMs(90 * DAY_MS));
});

test("an end lies in the future, and the last administrator has none", async () => {
  const { admin, first } = await world.customer("Staying");
  const past = { id: first.id, accessEndTime: timestampFromDate(inMs(-1)) };
  expect(await refusal(world.as(admin).updateUser({ user: past }))).toBe("InvalidArgument INVALID_FIELD");
  expect(await refusal(temporary(admin, inMs(0)))).toBe("InvalidArgument INVALID_FIELD");
  const leaving = { id: first.id, accessEndTime: timestampFromDate(inMs(DAY_MS)) };
  expect(await refusal(world.as(admin).updateUser({ user: leaving }))).toBe(
    "FailedPrecondition LAST_ADMINISTRATOR",
  );
  const auditing = { id: first.id, roles: [PermissionRole.CUSTOMER_ADMIN, PermissionRole.AUDITOR] };
  const { user } = await world.as(admin).updateUser({ user: auditing });
  expect(endOf(user)).toBeUndefined();
});
