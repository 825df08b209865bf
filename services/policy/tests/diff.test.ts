import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { DiffLineKind, DiffText, type TextDiff } from "#gen/countersign/policy/v1/policy_diff_pb.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import { customerModule } from "../../customer/module.ts";
import { policyModule } from "../module.ts";
import { both, Company } from "./company.ts";

let net: Constellation;
beforeAll(async () => {
  net = await Constellation.start({ modules: [customerModule, policyModule] });
});
afterAll(() => net.stop());

const changed = (diff: TextDiff | undefined) =>
  (diff?.hunks ?? [])
    .flatMap((hunk) => hunk.lines)
    .filter(({ kind }) => kind !== DiffLineKind.CONTEXT)
    .map(
      ({ kind, spans }) => `${kind === DiffLineKind.ADDED ? "+" : "-"}${spans.map((s) => s.text).join("")}`,
    );

async function threeVersions(company: Company) {
  const { policy, version: first } = await company.publish(
    "Lock your screen.\n\nPatch within {{sla}}.\n".replace("{{sla}}", "a week"),
  );
  const policyId = policy.id;
  await company.author.policies.createDraft({ policyId });
  await company.author.policies.updatePolicy({
    policy: { id: policyId },
    contentMarkdown: "Lock your screen.\n\nPatch within a day.\n",
  });
  await company.approve(policyId);
  const { version: second } = both(await company.author.policies.publishPolicy({ policyId }));
  const { version: draft } = both(await company.author.policies.createDraft({ policyId }));
  return { policyId, first, second, draft };
}

test("compares an open version with the one in force, and that with the one before", async () => {
  const company = await Company.found(net, "Compare");
  const { policyId, first, second, draft } = await threeVersions(company);
  const { diffPolicyVersions } = company.author.policies;
  const untouched = await diffPolicyVersions({ policyVersionId: draft.id });
  expect(untouched.base?.id).toBe(second.id);
  expect(untouched.diff?.hunks).toEqual([]);
  const before = await diffPolicyVersions({ policyVersionId: second.id });
  expect(before.base?.id).toBe(first.id);
  expect(changed(before.diff)).toEqual(["-Patch within a week.", "+Patch within a day."]);
  const start = await diffPolicyVersions({ policyVersionId: first.id });
  expect(start.base).toBeUndefined();
  expect(start.diff).toMatchObject({ addedLines: 3, removedLines: 0 });
  const back = await diffPolicyVersions({ policyVersionId: first.id, basePolicyVersionId: second.id });
  expect(changed(back.diff)).toEqual(["-Patch within a day.", "+Patch within a week."]);
  expect(before.version?.contentMarkdown).toBe("");
  expect(policyId).toBe(second.policyId);
});

test("compares what people read, or the source with its keys", async () => {
  const company = await Company.found(net, "Keys");
  const { policy } = await company.draft("Patch within {{sla}}.");
  await company.activate(policy.id, "sla", 7);
  await company.approve(policy.id);
  await company.author.policies.publishPolicy({ policyId: policy.id });
  await company.activate(policy.id, "sla", 3);
  const { publishedVersionId: policyVersionId } = await company.policy(policy.id);
  const read = await company.author.policies.diffPolicyVersions({ policyVersionId });
  expect(changed(read.diff)).toEqual(["-Patch within 7 days.", "+Patch within 3 days."]);
  const source = await company.author.policies.diffPolicyVersions({ policyVersionId, text: DiffText.SOURCE });
  expect(source.diff?.hunks).toEqual([]);
});

test("refuses versions of different policies, and another customer's", async () => {
  const company = await Company.found(net, "Refused");
  const stranger = await Company.found(net, "Stranger");
  const [one, other] = [await company.draft(), await company.draft()];
  const request = { policyVersionId: one.version.id, basePolicyVersionId: other.version.id };
  expect(await refusal(company.author.policies.diffPolicyVersions(request))).toBe(
    "InvalidArgument VERSIONS_OF_DIFFERENT_POLICIES",
  );
  expect(
    await refusal(stranger.author.policies.diffPolicyVersions({ policyVersionId: one.version.id })),
  ).toBe("NotFound POLICY_VERSION_NOT_FOUND");
});
