import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { RequirementType } from "#gen/countersign/compliance/v1/framework_pb.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import type { TestUser } from "../../../runtime/testing/test-tokens.ts";
import { customerModule } from "../../customer/module.ts";
import { complianceModule } from "../module.ts";
import { frameworkIdOf, requirementIdOf, seedFrameworks } from "../store/seed-frameworks.ts";

let net: Constellation;
let admin: TestUser;
let other: TestUser;

beforeAll(async () => {
  net = await Constellation.start({ modules: [customerModule, complianceModule] });
  ({ admin } = await net.createCustomer("Frameworks"));
  ({ admin: other } = await net.createCustomer("Others"));
});
afterAll(() => net.stop());

const api = (user = admin) => net.client(ComplianceService, user);
const soc2 = frameworkIdOf("soc2");

async function own(identifier: string, more: { frameworkId?: string; title?: string } = {}) {
  const { requirement } = await api().createRequirement({
    identifier,
    title: "Ours",
    type: RequirementType.OTHER,
    ...more,
  });
  if (!requirement) throw new Error("nothing came back");
  return requirement;
}

describe("shipped frameworks", () => {
  test("are the same five for everybody, by title, with ids that never change", async () => {
    const { frameworks, nextPageToken } = await api().listFrameworks({});
    expect(frameworks.map(({ id, key, requirementCount }) => [key, requirementCount, id])).toEqual([
      ["gdpr", 40, "frm_7echc20g6svx8e26c077qtxpka"],
      ["hipaa", 81, expect.any(String)],
      ["iso27001", 93, expect.any(String)],
      ["pci-dss", 63, expect.any(String)],
      ["soc2", 61, expect.any(String)],
    ]);
    expect(nextPageToken).toBe("");
  });

  test("hold their requirements in the order in which people count", async () => {
    const { framework } = await api().getFramework({ frameworkId: frameworkIdOf("iso27001") });
    const identifiers = framework?.requirements.map(({ identifier }) => identifier) ?? [];
    expect(identifiers).toHaveLength(93);
    expect(identifiers.slice(0, 11)).toEqual(
      ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"].map((n) => `A.5.${n}`),
    );
  });

  test("can be written again without doubling anything or touching what customers added", async () => {
    await own("SEED-1", { frameworkId: soc2 });
    const before = await api().getFramework({ frameworkId: soc2 });
    await seedFrameworks(net.database("compliance"));
    expect(await api().getFramework({ frameworkId: soc2 })).toEqual(before);
  });

  test("an unknown one is not found", async () => {
    const unknown = api().getFramework({ frameworkId: net.newId("frm") });
    await expect(refusal(unknown)).resolves.toBe("NotFound FRAMEWORK_NOT_FOUND");
  });
});

describe("a customer's own requirements", () => {
  test("join the framework for this customer only", async () => {
    await own("CC6.10", { frameworkId: soc2 });
    const mine = await api().getFramework({ frameworkId: soc2 });
    const identifiers = mine.framework?.requirements.map(({ identifier }) => identifier) ?? [];
    expect(identifiers.indexOf("CC6.10")).toBe(identifiers.indexOf("CC6.8") + 1);
    expect(mine.framework?.requirementCount).toBe(identifiers.length);
    const listed = await api().listFrameworks({});
    expect(listed.frameworks.find(({ id }) => id === soc2)?.requirementCount).toBe(identifiers.length);
    const theirs = await api(other).getFramework({ frameworkId: soc2 });
    expect(theirs.framework?.requirementCount).toBe(61);
  });

  test("can't take an identifier that is seen there, also when two ask at once", async () => {
    const taken = (identifier: string) => refusal(own(identifier, { frameworkId: soc2 }));
    await expect(taken(" cc6.1 ")).resolves.toBe("AlreadyExists REQUIREMENT_EXISTS");
    const outcomes = await Promise.all([taken("TWIN"), taken("twin")]);
    expect(outcomes.toSorted()).toEqual(["AlreadyExists REQUIREMENT_EXISTS", "ok"]);
    await expect(refusal(own("TWIN"))).resolves.toBe("ok");
  });

  test("change by mask, and say which fields did", async () => {
    const { id, etag } = await own("MASK-1");
    const changed = await api().updateRequirement({
      requirement: { id, title: "New", description: "ignored", type: RequirementType.CRYPTOGRAPHY },
      updateMask: { paths: ["title", "type"] },
      etag,
    });
    expect(changed.requirement).toMatchObject({ title: "New", description: "", identifier: "MASK-1" });
    const [event] = (await net.eventsOf("compliance", "RequirementUpdated")).slice(-1);
    expect(event?.subject).toBe(id);
    const stale = api().updateRequirement({ requirement: { id, title: "Lost" }, etag });
    await expect(refusal(stale)).resolves.toBe("Aborted ETAG_MISMATCH");
    const computed = api().updateRequirement({ requirement: { id }, updateMask: { paths: ["etag"] } });
    await expect(refusal(computed)).resolves.toBe("InvalidArgument INVALID_UPDATE_MASK");
    const blank = api().updateRequirement({ requirement: { id }, updateMask: { paths: ["title"] } });
    await expect(refusal(blank)).resolves.toBe("InvalidArgument INVALID_FIELD");
  });

  test("are gone once deleted, and their identifier is free again", async () => {
    const { id } = await own("GONE-1");
    await api().deleteRequirement({ requirementId: id });
    const again = api().deleteRequirement({ requirementId: id });
    await expect(refusal(again)).resolves.toBe("NotFound REQUIREMENT_NOT_FOUND");
    expect((await own("GONE-1")).id).not.toBe(id);
  });

  test("stay while a customer compliance targets them", async () => {
    const { id } = await own("KEEP-1");
    const track = () => api().createCustomerCompliance({ target: { case: "requirementId", value: id } });
    await track();
    const gone = api().deleteRequirement({ requirementId: id });
    await expect(refusal(gone)).resolves.toBe("FailedPrecondition REQUIREMENT_IN_USE");
    const race = await own("RACE-1");
    const outcomes = await Promise.all([
      refusal(api().deleteRequirement({ requirementId: race.id })),
      refusal(api().createCustomerCompliance({ target: { case: "requirementId", value: race.id } })),
    ]);
    expect(outcomes.filter((outcome) => outcome === "ok")).toHaveLength(1);
  });

  test("are out of others' sight and reach, and the platform's can't be changed", async () => {
    const { id } = await own("MINE-1");
    const foreign = api(other).updateRequirement({ requirement: { id, title: "Theirs" } });
    await expect(refusal(foreign)).resolves.toBe("NotFound REQUIREMENT_NOT_FOUND");
    const platform = { id: requirementIdOf("soc2", "CC6.1"), title: "Mine" };
    await expect(refusal(api().updateRequirement({ requirement: platform }))).resolves.toBe(
      "PermissionDenied PLATFORM_REQUIREMENT",
    );
    await expect(refusal(api().deleteRequirement({ requirementId: platform.id }))).resolves.toBe(
      "PermissionDenied PLATFORM_REQUIREMENT",
    );
    const auditor = net.user(admin.customerId, [PermissionRole.AUDITOR]);
    const reader = api(auditor).createRequirement({
      identifier: "x",
      title: "x",
      type: RequirementType.OTHER,
    });
    await expect(refusal(reader)).resolves.toBe("PermissionDenied ROLE_REQUIRED");
  });
});

describe("ListRequirements", () => {
  test("pages through everything the customer sees, each once", async () => {
    const seen: string[] = [];
    for (let pageToken = ""; ; ) {
      const page = await api(other).listRequirements({ pageSize: 100, pageToken });
      seen.push(...page.requirements.map(({ id }) => id));
      pageToken = page.nextPageToken;
      if (pageToken === "") break;
    }
    expect(seen).toHaveLength(338);
    expect(new Set(seen).size).toBe(338);
  });

  test("filters by framework, type, ownership and words", async () => {
    await own("FIND.(1)", { title: "Zebra crossings" });
    const found = async (filter: Parameters<ReturnType<typeof api>["listRequirements"]>[0]) =>
      (await api().listRequirements(filter)).requirements.map(({ identifier }) => identifier);
    await expect(found({ query: "ZEBRA find.(1)" })).resolves.toEqual(["FIND.(1)"]);
    await expect(found({ query: "zebra nothing" })).resolves.toEqual([]);
    await expect(
      found({ frameworkId: frameworkIdOf("pci-dss"), types: [RequirementType.CRYPTOGRAPHY] }),
    ).resolves.toEqual(["3.5", "3.6", "3.7", "4.1", "4.2"]);
    const { requirements } = await api().listRequirements({ ownOnly: true, frameworkId: soc2 });
    expect(requirements.every(({ customerId }) => customerId === admin.customerId)).toBe(true);
    const { nextPageToken } = await api().listRequirements({ pageSize: 1 });
    const otherFilter = api().listRequirements({ pageSize: 1, pageToken: nextPageToken, ownOnly: true });
    await expect(refusal(otherFilter)).resolves.toBe("InvalidArgument INVALID_PAGE_TOKEN");
  });
});
