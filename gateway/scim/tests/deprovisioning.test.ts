import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  AcknowledgementStatus,
  CancelReason,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { AudienceCondition_Field as Field } from "#gen/countersign/common/v1/audience_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { PolicyPublishedSchema } from "#gen/countersign/policy/v1/policy_events_pb.ts";
import { Materiality } from "#gen/countersign/policy/v1/published_policy_pb.ts";
import { event } from "../../../runtime/events/event.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import type { TestUser } from "../../../runtime/testing/test-tokens.ts";
import { acknowledgementModule } from "../../../services/acknowledgement/module.ts";
import { identityModule } from "../../../services/identity/module.ts";
import { oktaUser, ScimClient, ScimWorld } from "./scim-world.ts";

const PASSWORD = "violet-harbour-42";

let world: ScimWorld;
let admin: TestUser;
let okta: ScimClient;
let keyId = "";
let policyId = "";
beforeAll(async () => {
  // The clock of the machine: the database removes by it what has expired.
  world = await ScimWorld.start([identityModule, acknowledgementModule], new Date());
  const made = await world.net.createCustomer("Deprovisioning");
  admin = made.admin;
  const { apiKey, secret } = await world.net.client(IdentityService, admin).createApiKey({
    apiKey: {
      name: "Okta",
      permissions: [Permission.EMPLOYEES_READ, Permission.EMPLOYEES_MANAGE],
    },
  });
  keyId = apiKey?.id ?? "";
  okta = new ScimClient(world.gateway.port, made.customerId, async () => `Bearer ${secret}`);
  policyId = world.net.newId("pol");
  const { customerId } = made;
  await world.net.publish(
    event(
      PolicyPublishedSchema,
      { customerId, subject: policyId },
      {
        policy: {
          policyId,
          policyVersionId: world.net.newId("plv"),
          version: 1,
          materialVersion: 1,
          title: "Information security",
          contentSha256: "a".repeat(64),
          materiality: Materiality.MATERIAL,
          audience: { all: [{ field: Field.GROUP, values: ["Engineers"] }] },
          rules: { required: true },
          publishTime: timestampFromDate(world.net.clock.now()),
          revision: 1n,
        },
      },
    ),
  );
  await world.net.settle();
}, 60_000);
afterAll(() => world.stop());

const obligations = async () => {
  const officer = world.net.user(admin.customerId, [PermissionRole.COMPLIANCE_OFFICER]);
  const { acknowledgements } = await world.net
    .client(AcknowledgementService, officer)
    .listAcknowledgements({ policyId });
  return acknowledgements.map(
    ({ status, cancelReason }) =>
      `${nameIn(AcknowledgementStatus, status)} ${nameIn(CancelReason, cancelReason)}`,
  );
};

const nameIn = (names: Readonly<Record<string, number>>, number: number): string =>
  Object.entries(names).find(([, value]) => value === number)?.[0] ?? String(number);

let id = "";
let group = "";

test("with an API key, somebody who comes into a group by SCIM is asked to sign", async () => {
  id = (await okta.post("/Users", oktaUser("mary@example.com"))).body.id;
  group = (await okta.post("/Groups", { displayName: "Engineers" })).body.id;
  await world.net.settle();
  expect(await obligations()).toEqual([]);
  const added = await okta.patch(`/Groups/${group}`, [
    { op: "add", path: "members", value: [{ value: id }] },
  ]);
  expect(added.status).toBe(204);
  await world.net.settle();
  expect(await obligations()).toEqual(["PENDING UNSPECIFIED"]);
});

test("who leaves the group is asked no more; a group that is renamed means nobody", async () => {
  await okta.patch(`/Groups/${group}`, [{ op: "remove", path: `members[value eq "${id}"]` }]);
  await world.net.settle();
  expect(await obligations()).toEqual(["CANCELLED OUT_OF_SCOPE"]);
  await okta.patch(`/Groups/${group}`, [{ op: "add", path: "members", value: [{ value: id }] }]);
  await world.net.settle();
  expect(await obligations()).toEqual(["PENDING UNSPECIFIED"]);
});

test.each([
  ["PATCH", () => okta.patch(`/Users/${id}`, [{ op: "Replace", path: "active", value: "False" }])],
  ["DELETE", () => okta.delete(`/Users/${id}`)],
])("%s ends what is asked of a person, their sessions and their sign-in", async (_, deprovision) => {
  const identity = world.net.client(IdentityService);
  const administration = world.net.client(IdentityService, admin);
  const email = "mary@example.com";
  const known = (await administration.listUsers({ employeeId: id })).users[0];
  if (!known)
    await administration.createUser({
      user: { email, displayName: "Mary", roles: [PermissionRole.EMPLOYEE], employeeId: id },
      password: PASSWORD,
    });
  const { tokens } = await identity.createSession({ email, password: PASSWORD });
  const again = { refreshToken: tokens?.refreshToken ?? "" };

  expect((await deprovision()).status).toBeLessThan(300);
  await world.net.settle();
  expect(await obligations()).toEqual(["CANCELLED LEFT"]);
  expect(await refusal(identity.refreshSession(again))).toMatch(/^Unauthenticated/);
  expect(await refusal(identity.createSession({ email, password: PASSWORD }))).toMatch(/^Unauthenticated/);

  const back = await okta.post("/Users", oktaUser(email));
  const same =
    back.status === 409 ? await okta.patch(`/Users/${id}`, [{ op: "add", value: { active: true } }]) : back;
  expect(same.body).toMatchObject({ id, active: true });
  await world.net.settle();
  expect(await obligations()).toEqual(["PENDING UNSPECIFIED"]);
  expect(await refusal(identity.createSession({ email, password: PASSWORD }))).toBe("ok");
});

test("a revoked key opens nothing once its token has run out", async () => {
  await world.net.client(IdentityService, admin).revokeApiKey({ apiKeyId: keyId });
  world.net.clock.advance(5 * 60_000);
  expect((await okta.get(`/Users/${id}`)).status).toBe(401);
});
