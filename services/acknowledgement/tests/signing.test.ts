import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { compactVerify, importJWK } from "jose";
import { AcknowledgementSignedSchema } from "#gen/countersign/acknowledgement/v1/acknowledgement_events_pb.ts";
import {
  AcknowledgementStatus,
  AcknowledgementType,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import { World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.net.stop());

async function asked(name: string) {
  const { customerId, officer } = await world.customer(name);
  const person = world.person(customerId);
  const policy = await world.rollOut(customerId, [person]);
  const [acknowledgement] = await world.mine(person);
  return { customerId, officer, person, policy, acknowledgementId: acknowledgement?.id ?? "" };
}

describe("Acknowledge", () => {
  test("signs what was opened, with evidence by the server's clock, once", async () => {
    const { customerId, person, policy, acknowledgementId } = await asked("Signers");
    const client = world.as(person.user);
    const opened = await client.openAcknowledgement({ acknowledgementId });
    expect(opened).toMatchObject({
      title: "Information security",
      contentSha256: policy.contentSha256,
      changeNote: "change 1",
      lastSignedVersion: 0,
      consentText: "I have read and understood this policy and agree to follow it.",
    });
    const signed = await world.sign(person, " Ada ");
    expect(signed.acknowledgement).toMatchObject({
      status: AcknowledgementStatus.ACKNOWLEDGED,
      type: AcknowledgementType.NEW_VERSION,
      policyVersionId: policy.policyVersionId,
      evidence: {
        typedName: " Ada ",
        email: person.user.email,
        locale: "en-GB",
        authenticationMethod: "pwd",
        contentSha256: policy.contentSha256,
        userId: person.user.userId,
      },
    });
    expect(signed.acknowledgement?.renewalDueTime).toBeDefined();
    const again = await client.acknowledge({
      acknowledgementId,
      typedName: "x",
      contentSha256: "0".repeat(64),
    });
    expect(again).toEqual(signed);
    expect(await world.told(AcknowledgementSignedSchema, customerId)).toHaveLength(1);
  });

  test("two clicks at once are one signature", async () => {
    const { customerId, person, policy, acknowledgementId } = await asked("Double");
    const client = world.as(person.user);
    await client.openAcknowledgement({ acknowledgementId });
    const request = { acknowledgementId, typedName: "A", contentSha256: policy.contentSha256 };
    const [one, two] = await Promise.all([client.acknowledge(request), client.acknowledge(request)]);
    expect(one).toEqual(two);
    expect(await world.told(AcknowledgementSignedSchema, customerId)).toHaveLength(1);
  });

  test("refuses what was not opened, another text, and others' obligations", async () => {
    const { customerId, person, policy, acknowledgementId } = await asked("Refused");
    const client = world.as(person.user);
    const { contentSha256 } = policy;
    const sign = (sha: string) =>
      refusal(client.acknowledge({ acknowledgementId, typedName: "A", contentSha256: sha }));
    expect(await sign(contentSha256)).toBe("FailedPrecondition NOT_OPENED");
    await client.openAcknowledgement({ acknowledgementId });
    expect(await sign("0".repeat(64))).toBe("FailedPrecondition CONTENT_CHANGED");
    const other = world.as(world.person(customerId).user);
    const foreign = other.acknowledge({ acknowledgementId, typedName: "A", contentSha256 });
    expect(await refusal(foreign)).toBe("NotFound ACKNOWLEDGEMENT_NOT_FOUND");
    expect(await refusal(other.openAcknowledgement({ acknowledgementId }))).toBe(
      "NotFound ACKNOWLEDGEMENT_NOT_FOUND",
    );
    expect(await refusal(client.acknowledge({ acknowledgementId, typedName: "  ", contentSha256 }))).toBe(
      "InvalidArgument INVALID_REQUEST",
    );
  });

  test("a text that has not the published hash is never shown", async () => {
    const { customerId } = await world.customer("Tampered");
    const person = world.person(customerId);
    const policy = world.policy();
    const stored = world.texts.get(policy.policyVersionId);
    if (stored) world.texts.set(policy.policyVersionId, { ...stored, renderedMarkdown: "other" });
    await world.publish(customerId, policy);
    await world.assign(customerId, policy, [person]);
    const [mine] = await world.mine(person);
    const opened = world.as(person.user).openAcknowledgement({ acknowledgementId: mine?.id ?? "" });
    expect(await refusal(opened)).toBe("Internal INTERNAL");
    expect((await world.mine(person))[0]?.openTime).toBeUndefined();
  });
});

describe("the receipt", () => {
  test("verifies with jose alone, says what was signed, stays the same, and fails when a byte changes", async () => {
    const { customerId, officer, person, policy, acknowledgementId } = await asked("Receipts");
    await refusal(world.as(officer).getReceipt({ acknowledgementId })).then((refused) =>
      expect(refused).toBe("FailedPrecondition NOT_ACKNOWLEDGED"),
    );
    const { receipt } = await world.sign(person);
    if (!receipt) throw new Error("no receipt");
    const key = await importJWK(JSON.parse(receipt.publicJwk), "EdDSA");
    const { payload, protectedHeader } = await compactVerify(receipt.jws, key);
    expect(protectedHeader).toEqual({ alg: "EdDSA", typ: "countersign-receipt+jws", kid: receipt.keyId });
    expect(Buffer.from(payload).toString()).toBe(receipt.claimsJson);
    expect(JSON.parse(receipt.claimsJson)).toMatchObject({
      jti: acknowledgementId,
      sub: acknowledgementId,
      customer_id: customerId,
      customer_name: "Receipts",
      employee_email: person.employee.email,
      policy_id: policy.policyId,
      version: 1,
      content_sha256: policy.contentSha256,
      typed_name: "Ada Lovelace",
      sign_time: "2026-03-02T09:00:00.000Z",
      locale: "en-GB",
    });
    expect((await world.as(officer).getReceipt({ acknowledgementId })).receipt).toEqual(receipt);
    const [header = "", body = "", signature = ""] = receipt.jws.split(".");
    const forged = Buffer.from(receipt.claimsJson.replace("Ada", "Eve")).toString("base64url");
    await expect(compactVerify(`${header}.${forged}.${signature}`, key)).rejects.toThrow("signature");
    const flipped = `${body.slice(0, 20)}${body[20] === "A" ? "B" : "A"}${body.slice(21)}`;
    await expect(compactVerify(`${header}.${flipped}.${signature}`, key)).rejects.toThrow();
    expect(Object.keys(JSON.parse(receipt.claimsJson))).not.toContain("ip_address");
  });
});

describe("reading", () => {
  test("employees see their own, leading roles all, nobody another customer's", async () => {
    const { customerId, officer, person, acknowledgementId } = await asked("Readers");
    const other = world.person(customerId);
    const foreign = await world.customer("Foreign readers");
    const permitted = (roles: PermissionRole[], ...permissions: Permission[]) =>
      world.net.user(customerId, roles, { permissions });
    for (const [user, outcome] of [
      [person.user, "ok"],
      [officer, "ok"],
      [other.user, "NotFound ACKNOWLEDGEMENT_NOT_FOUND"],
      [permitted([PermissionRole.EMPLOYEE], Permission.POLICIES_READ), "NotFound ACKNOWLEDGEMENT_NOT_FOUND"],
      [permitted([PermissionRole.EMPLOYEE], Permission.ACKNOWLEDGEMENTS_READ), "ok"],
      [permitted([], Permission.POLICIES_READ), "PermissionDenied ROLE_REQUIRED"],
      [world.net.apiKey(customerId, [Permission.ACKNOWLEDGEMENTS_READ]), "ok"],
      [foreign.officer, "NotFound ACKNOWLEDGEMENT_NOT_FOUND"],
    ] as const) {
      expect(await refusal(world.as(user).getAcknowledgement({ acknowledgementId }))).toBe(outcome);
      expect(await refusal(world.as(user).listHistory({ acknowledgementId }))).toBe(outcome);
    }
    expect(await refusal(world.as(officer).listMyAcknowledgements({}))).toBe(
      "FailedPrecondition EMPLOYEE_REQUIRED",
    );
    expect(await refusal(world.as(person.user).listAcknowledgements({}))).toBe(
      "PermissionDenied ROLE_REQUIRED",
    );
  });

  test("the own list has what waits first, by due time, and pages without gaps", async () => {
    const { customerId } = await world.customer("Own list");
    const person = world.person(customerId);
    for (const days of [20, 10, 30]) {
      const policy = world.policy(undefined, {
        title: `in ${days}`,
        rules: { newVersionDays: days, required: true },
      });
      await world.assign(customerId, policy, [person]);
    }
    await world.sign(person);
    const titles: string[] = [];
    let pageToken = "";
    do {
      const page = await world.as(person.user).listMyAcknowledgements({ pageSize: 1, pageToken });
      titles.push(...page.acknowledgements.map((one) => one.policyTitle));
      expect(page.pendingCount).toBe(2);
      pageToken = page.nextPageToken;
    } while (pageToken !== "");
    expect(titles).toEqual(["in 20", "in 30", "in 10"]);
  });
});
