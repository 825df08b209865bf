import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { PolicyVersionState } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import { customerModule } from "../../customer/module.ts";
import { policyModule } from "../module.ts";
import { versionModel } from "../store/version-model.ts";
import { Company } from "./company.ts";

let net: Constellation;
beforeAll(async () => {
  net = await Constellation.start({ modules: [customerModule, policyModule] });
});
afterAll(() => net.stop());

const found = async (company: Company, query: string) =>
  (await company.author.policies.searchPolicies({ query })).matches.map((match) => match.policy?.title);

test("finds words in titles, summaries and rendered texts, titles first, with the words marked", async () => {
  const company = await Company.found(net, "Searching");
  await company.publish("Rotate **passwords** every quarter.\n", { title: "Sign-in" });
  await company.draft("Nothing about it.", { title: "Password managers", summary: "Which one we use" });
  await company.draft("Bread rises at dawn.", { title: "Bakery" });
  const { matches } = await company.author.policies.searchPolicies({ query: "password" });
  expect(matches.map((match) => match.policy?.title)).toEqual(["Password managers", "Sign-in"]);
  expect(matches[0]?.title[0]).toMatchObject({ text: "Password", highlighted: true });
  const [snippet] = matches[1]?.snippets ?? [];
  expect(snippet?.spans.map((span) => span.text).join("")).toBe("Rotate passwords every quarter.");
  expect(snippet?.spans.filter((span) => span.highlighted).map((span) => span.text)).toEqual(["passwords"]);
  expect(matches[1]?.versionState).toBe(PolicyVersionState.PUBLISHED);
  expect(await found(company, "which")).toEqual([]);
  expect(await found(company, '"rises at dawn"')).toEqual(["Bakery"]);
  expect(await found(company, "password -quarter")).toEqual(["Password managers"]);
});

test("finds the values of keys as people read them, and an open version beside the one in force once", async () => {
  const company = await Company.found(net, "Values");
  const { policy } = await company.draft("Patch within {{sla}}.", { title: "Patching" });
  await company.activate(policy.id, "sla", 7);
  expect(await found(company, "days")).toEqual(["Patching"]);
  await company.approve(policy.id);
  await company.author.policies.publishPolicy({ policyId: policy.id });
  await company.author.policies.createDraft({ policyId: policy.id });
  expect(await found(company, "days")).toEqual(["Patching"]);
  await company.author.policies.archivePolicy({ policyId: policy.id });
  expect(await found(company, "days")).toEqual([]);
});

test("pages without losing or repeating a policy, and refuses a token of other words", async () => {
  const company = await Company.found(net, "Pages");
  const wanted = await Promise.all(
    Array.from({ length: 7 }, (_, i) => company.draft(`Dough rests ${"and rests ".repeat(i)}`)),
  );
  const titles: (string | undefined)[] = [];
  let pageToken = "";
  do {
    const page = await company.author.policies.searchPolicies({ query: "rests", pageSize: 3, pageToken });
    titles.push(...page.matches.map((match) => match.policy?.title));
    pageToken = page.nextPageToken || "";
    if (pageToken !== "")
      expect(await refusal(company.author.policies.searchPolicies({ query: "dough", pageToken }))).toBe(
        "InvalidArgument INVALID_PAGE_TOKEN",
      );
  } while (pageToken !== "");
  expect(titles.toSorted()).toEqual(wanted.map(({ policy }) => policy.title).toSorted());
});

test("finds nothing of another customer, and is not for employees", async () => {
  const [one, other] = [await Company.found(net, "One"), await Company.found(net, "Other")];
  await one.draft("The secret recipe.");
  expect(await found(other, "recipe")).toEqual([]);
  const employee = one.person(PermissionRole.EMPLOYEE);
  expect(await refusal(employee.policies.searchPolicies({ query: "recipe" }))).toBe(
    "PermissionDenied ROLE_REQUIRED",
  );
  expect(await refusal(one.author.policies.searchPolicies({ query: "  " }))).toMatch(/^InvalidArgument/);
});

test("the text index serves the search, with the customer in front", async () => {
  const company = await Company.found(net, "Explained");
  await company.draft("Sourdough.");
  const explained = await versionModel(net.database("policy"))
    .collection.find({
      customerId: company.customerId,
      state: { $in: ["DRAFT", "IN_REVIEW", "APPROVED", "PUBLISHED"] },
      $text: { $search: "sourdough" },
    })
    .explain("executionStats");
  const plan = JSON.stringify(explained.queryPlanner.winningPlan);
  expect(plan).toContain('"words"');
  expect(plan).toContain(company.customerId);
  expect(explained.executionStats.totalDocsExamined).toBe(1);
});
