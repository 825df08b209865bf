import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { PolicyType } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { PolicyVersionCause } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { TemplateStatus } from "#gen/countersign/policy/v1/template_pb.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import { customerModule } from "../../customer/module.ts";
import { policyModule } from "../module.ts";
import { both, Company } from "./company.ts";

let net: Constellation;
let acme: Company;
let rival: Company;
beforeAll(async () => {
  net = await Constellation.start({ modules: [customerModule, policyModule] });
  acme = await Company.found(net, "Acme");
  rival = await Company.found(net, "Rival");
});
afterAll(() => net.stop());

const operator = () => net.client(PolicyService, net.operator());

async function template(title: string, contentMarkdown: string, platform = false) {
  const client = platform ? operator() : acme.author.policies;
  const { template, version } = await client.createTemplate({ title, contentMarkdown, platform });
  if (!template || !version) throw new Error("no template came back");
  return { template, version, templateId: template.id };
}

describe("templates", () => {
  test("count their versions, of which exactly one is the latest", async () => {
    const { templateId } = await template("Cryptography", "Rotate within {{rotation}}.");
    for (const n of [2, 3, 4]) {
      const contentMarkdown = `Version ${n} {{b}} {{a}} {{b}}`;
      await acme.author.policies.publishTemplateVersion({ templateId, contentMarkdown, changeLog: `${n}` });
    }
    const { versions } = await acme.author.policies.listTemplateVersions({ templateId });
    expect(versions.map(({ number, latest, changeLog }) => [number, latest, changeLog])).toEqual([
      [4, true, "4"],
      [3, false, "3"],
      [2, false, "2"],
      [1, false, ""],
    ]);
    expect(versions[0]).toMatchObject({
      keys: ["b", "a"],
      contentMarkdown: "",
      contentSha256: createHash("sha256").update("Version 4 {{b}} {{a}} {{b}}").digest("hex"),
    });
  });

  test("two who publish a version at once get two numbers", async () => {
    const { templateId } = await template("Contested", "1");
    const answers = await Promise.all(
      ["a", "b"].map((changeLog) =>
        acme.author.policies.publishTemplateVersion({ templateId, contentMarkdown: changeLog, changeLog }),
      ),
    );
    expect(answers.map((answer) => answer.version?.number).toSorted()).toEqual([2, 3]);
  });

  test("with texts, a page ends before 2 MB and the next one goes on", async () => {
    const { templateId } = await template("Long", "x".repeat(900_000));
    for (const letter of ["y", "z"]) {
      const contentMarkdown = letter.repeat(900_000);
      await acme.author.policies.publishTemplateVersion({ templateId, contentMarkdown, changeLog: letter });
    }
    const request = { templateId, withContent: true };
    const first = await acme.author.policies.listTemplateVersions(request);
    expect(first.versions.map((version) => version.contentMarkdown[0])).toEqual(["z", "y"]);
    const pageToken = first.nextPageToken;
    const second = await acme.author.policies.listTemplateVersions({ ...request, pageToken });
    expect(second.versions.map((version) => version.contentMarkdown.length)).toEqual([900_000]);
    expect(second.nextPageToken).toBe("");
    const one = await acme.author.policies.listTemplateVersions({ templateId, number: 2, withContent: true });
    expect(one.versions.map((version) => version.number)).toEqual([2]);
  });

  test("of the platform are seen by all and changed by operators only; a customer's own by nobody else", async () => {
    const shared = await template("Platform: HR", "For all.", true);
    const own = await template("Own: HR", "For us.");
    const titles = async (company: Company) =>
      (await company.author.policies.listTemplates({ query: "hr" })).templates.map((found) => found.title);
    expect(await titles(acme)).toEqual(["Own: HR", "Platform: HR"]);
    expect(await titles(rival)).toEqual(["Platform: HR"]);
    expect((await operator().listTemplates({ query: "hr" })).templates).toHaveLength(1);

    const change = { contentMarkdown: "Changed.", changeLog: "why" };
    const { templateId } = shared;
    expect(await refusal(rival.author.policies.publishTemplateVersion({ templateId, ...change }))).toBe(
      "PermissionDenied PLATFORM_TEMPLATE",
    );
    expect(await refusal(rival.author.policies.archiveTemplate({ templateId }))).toBe(
      "PermissionDenied PLATFORM_TEMPLATE",
    );
    expect(
      await refusal(
        rival.author.policies.createTemplate({ title: "T", contentMarkdown: "x", platform: true }),
      ),
    ).toBe("PermissionDenied PLATFORM_TEMPLATE");
    expect(await refusal(operator().publishTemplateVersion({ templateId, ...change }))).toBe("ok");
    const foreign = { templateId: own.templateId };
    expect(await refusal(rival.author.policies.listTemplateVersions(foreign))).toBe(
      "NotFound TEMPLATE_NOT_FOUND",
    );
    expect(await refusal(rival.author.policies.createPolicy(foreign))).toBe("NotFound TEMPLATE_NOT_FOUND");
  });

  test("once archived are no longer used, listed or changed; their title is free again", async () => {
    const { templateId } = await template("Old rules", "x");
    expect(await refusal(template("OLD  rules", "y"))).toBe("AlreadyExists TEMPLATE_TITLE_TAKEN");
    const { template: archived } = await acme.author.policies.archiveTemplate({ templateId });
    expect(archived?.status).toBe(TemplateStatus.ARCHIVED);
    expect((await acme.author.policies.archiveTemplate({ templateId })).template).toEqual(archived);
    expect(await refusal(acme.author.policies.createPolicy({ templateId }))).toBe(
      "FailedPrecondition TEMPLATE_ARCHIVED",
    );
    const version = { templateId, contentMarkdown: "z", changeLog: "z" };
    expect(await refusal(acme.author.policies.publishTemplateVersion(version))).toBe(
      "FailedPrecondition TEMPLATE_ARCHIVED",
    );
    expect((await acme.author.policies.listTemplates({ query: "old rules" })).templates).toEqual([]);
    expect(await refusal(template("Old rules", "y"))).toBe("ok");
  });
});

describe("policies made from a template", () => {
  test("take its latest text, title and summary, and remember its version", async () => {
    const { templateId } = await template("Access control", "Old.");
    await acme.author.policies.publishTemplateVersion({
      templateId,
      contentMarkdown: "New.",
      changeLog: "newer",
    });
    const { policy, version } = both(await acme.author.policies.createPolicy({ templateId }));
    expect(policy).toMatchObject({ type: PolicyType.DEFAULT, title: "Access control", templateVersion: 2 });
    expect(version).toMatchObject({
      contentMarkdown: "New.",
      cause: PolicyVersionCause.TEMPLATE,
      templateVersion: 2,
    });
  });

  test("pull a newer version as a draft that keeps their own changes and shows conflicts", async () => {
    const { templateId } = await template("Devices", "# Devices\n\nLock.\n\nPatch.\n\nReport.\n");
    const { policy } = both(await acme.author.policies.createPolicy({ templateId }));
    const policyId = policy.id;
    const ours = "# Devices at Acme\n\nLock.\n\nPatch at once.\n\nReport.\n";
    await acme.author.policies.updatePolicy({ policy: { id: policyId }, contentMarkdown: ours });
    await acme.approve(policyId);
    await acme.author.policies.publishPolicy({ policyId });
    const publish = (contentMarkdown: string, changeLog: string) =>
      acme.author.policies.publishTemplateVersion({ templateId, contentMarkdown, changeLog });
    await publish("# Devices\n\nLock.\n\nPatch.\n\nReport theft.\n", "Theft.");
    await publish("# Devices\n\nLock.\n\nPatch weekly.\n\nReport theft.\n", "Patches.");

    const { version } = both(await acme.author.policies.createDraft({ policyId, templateVersion: 3 }));
    expect(version).toMatchObject({
      number: 2,
      cause: PolicyVersionCause.TEMPLATE,
      templateVersion: 3,
      conflictCount: 1,
      changeNote: "Theft.\nPatches.",
      contentMarkdown:
        "# Devices at Acme\n\nLock.\n\n<<<<<<< this policy\nPatch at once.\n=======\nPatch weekly.\n>>>>>>> template version 3\n\nReport theft.\n",
    });
    expect(await refusal(acme.author.policies.submitForApproval({ policyId }))).toBe(
      "FailedPrecondition MERGE_CONFLICTS",
    );
    expect(await refusal(acme.author.policies.createDraft({ policyId }))).toBe(
      "FailedPrecondition OPEN_VERSION_EXISTS",
    );
    const contentMarkdown = "# Devices at Acme\n\nLock.\n\nPatch weekly.\n\nReport theft.\n";
    const { openVersion } = await acme.author.policies.updatePolicy({
      policy: { id: policyId },
      contentMarkdown,
    });
    expect(openVersion?.conflictCount).toBe(0);
    await acme.approve(policyId);
    const published = both(await acme.author.policies.publishPolicy({ policyId }));
    expect(published.policy.templateVersion).toBe(3);
    for (const templateVersion of [2, 3, 4]) {
      expect(await refusal(acme.author.policies.createDraft({ policyId, templateVersion }))).toBe(
        "FailedPrecondition TEMPLATE_VERSION_NOT_APPLICABLE",
      );
    }
  });

  test("a policy from scratch has no template to pull from", async () => {
    const { policy } = await acme.publish("Custom.");
    const request = { policyId: policy.id, templateVersion: 1 };
    expect(await refusal(acme.author.policies.createDraft(request))).toBe(
      "FailedPrecondition TEMPLATE_VERSION_NOT_APPLICABLE",
    );
  });
});

test("operators must name a customer for anything but platform templates", async () => {
  const request = { title: "Whose?", contentMarkdown: "x" };
  expect(await refusal(operator().createTemplate(request))).toBe("InvalidArgument CUSTOMER_ID_REQUIRED");
  expect(await refusal(operator().createTemplate({ ...request, customerId: acme.customerId }))).toBe("ok");
});

test("auditors read templates and change nothing", async () => {
  const auditor = acme.person(PermissionRole.AUDITOR);
  expect(await refusal(auditor.policies.listTemplates({}))).toBe("ok");
  expect(await refusal(auditor.policies.createTemplate({ title: "T", contentMarkdown: "x" }))).toBe(
    "PermissionDenied ROLE_REQUIRED",
  );
});
