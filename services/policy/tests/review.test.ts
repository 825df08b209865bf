import { fromBinary } from "@bufbuild/protobuf";
import { timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { PolicyReviewDueSchema } from "#gen/countersign/policy/v1/policy_events_pb.ts";
import { PolicyOrder } from "#gen/countersign/policy/v1/policy_requests_pb.ts";
import { DAY_MS } from "../../../runtime/clock.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import { customerModule } from "../../customer/module.ts";
import { policyModule } from "../module.ts";
import { Company } from "./company.ts";

let net: Constellation;
beforeAll(async () => {
  net = await Constellation.start({ modules: [customerModule, policyModule] });
});
afterAll(() => net.stop());

const daysAhead = (time: Parameters<typeof timestampDate>[0] | undefined) =>
  time ? Math.round((timestampDate(time).getTime() - net.clock.now().getTime()) / DAY_MS) : undefined;

const notices = async (policyId: string): Promise<number[]> =>
  (await net.eventsOf("policy", "PolicyReviewDue"))
    .map((row) => fromBinary(PolicyReviewDueSchema, new Uint8Array(row.body.buffer)))
    .filter(({ policy }) => policy?.id === policyId)
    .map(({ daysUntilDue }) => daysUntilDue);

test("a publication plans the next review, RenewPolicy records one and plans anew", async () => {
  const company = await Company.found(net, "Renewal");
  const { policies } = company.author;
  const { policy } = await company.publish("Lock.", { reviewIntervalDays: 100 });
  expect(daysAhead(policy.reviewDueTime)).toBe(100);
  await net.advance(40 * DAY_MS);
  const requestId = "5f9619ff-8b86-4011-b42d-00c04fc964ff";
  const request = { policyId: policy.id, comment: "still right", requestId };
  const [renewed, again] = [await policies.renewPolicy(request), await policies.renewPolicy(request)];
  expect(again).toEqual(renewed);
  expect(daysAhead(renewed.policy?.reviewDueTime)).toBe(100);
  const { reviews, policy: after } = await policies.getPolicy({ policyId: policy.id });
  expect(reviews).toHaveLength(1);
  expect(reviews[0]).toMatchObject({ comment: "still right", version: 1, userId: company.author.userId });
  expect(after?.publishedVersion).toBe(1);
  const next = timestampFromDate(new Date(net.clock.now().getTime() + 10 * DAY_MS));
  const early = await policies.renewPolicy({ policyId: policy.id, nextReviewTime: next });
  expect(daysAhead(early.policy?.reviewDueTime)).toBe(10);
});

test("refuses what isn't in force, is stale, of another customer, or has its next review in the past", async () => {
  const [company, stranger] = [await Company.found(net, "Refusals"), await Company.found(net, "Foreign")];
  const { policies } = company.author;
  const { policy: draft } = await company.draft();
  expect(await refusal(policies.renewPolicy({ policyId: draft.id }))).toBe(
    "FailedPrecondition POLICY_NOT_PUBLISHED",
  );
  const { policy } = await company.publish();
  const nextReviewTime = timestampFromDate(net.clock.now());
  expect(await refusal(policies.renewPolicy({ policyId: policy.id, nextReviewTime }))).toBe(
    "InvalidArgument INVALID_FIELD",
  );
  expect(await refusal(policies.renewPolicy({ policyId: policy.id, etag: "r0" }))).toBe(
    "Aborted ETAG_MISMATCH",
  );
  expect(await refusal(stranger.author.policies.renewPolicy({ policyId: policy.id }))).toBe(
    "NotFound POLICY_NOT_FOUND",
  );
  await policies.archivePolicy({ policyId: policy.id });
  expect(await refusal(policies.renewPolicy({ policyId: policy.id }))).toBe(
    "FailedPrecondition POLICY_ARCHIVED",
  );
});

test("an interval can be changed or switched off, counted from the last review", async () => {
  const company = await Company.found(net, "Intervals");
  const { policy } = await company.publish();
  expect(daysAhead(policy.reviewDueTime)).toBe(365);
  await net.advance(10 * DAY_MS);
  const change = (reviewIntervalDays: number) =>
    company.author.policies.updatePolicy({
      policy: { id: policy.id, reviewIntervalDays },
      updateMask: { paths: ["review_interval_days"] },
    });
  expect(daysAhead((await change(50)).policy?.reviewDueTime)).toBe(40);
  expect((await change(0)).policy?.reviewDueTime).toBeUndefined();
});

test("the owner's notice comes 30 days before, on the day and every 30 days after, once each", async () => {
  const company = await Company.found(net, "Notices");
  const { policy } = await company.publish("Lock.", { reviewIntervalDays: 90 });
  const runs = async (days: number) => {
    await net.advance(days * DAY_MS);
    await net.runJobs();
    await net.runJobs();
    return notices(policy.id);
  };
  expect(await runs(59)).toEqual([]);
  expect(await runs(1)).toEqual([30]);
  expect(await runs(15)).toEqual([30]);
  expect(await runs(15)).toEqual([30, 0]);
  expect(await runs(65)).toEqual([30, 0, -65]);
  expect(await runs(25)).toEqual([30, 0, -65, -90]);
  await company.author.policies.renewPolicy({ policyId: policy.id });
  expect(await runs(30)).toEqual([30, 0, -65, -90]);
});

test("lists what is to be reviewed before a day, and orders by review or title", async () => {
  const company = await Company.found(net, "Orders");
  const { policies } = company.author;
  await company.publish("Soon.", { title: "beta", reviewIntervalDays: 10 });
  await company.publish("Later.", { title: "Alpha", reviewIntervalDays: 200 });
  await company.draft("Never.", { title: "gamma" });
  const titles = async (request: Parameters<typeof policies.listPolicies>[0]) => {
    const first = await policies.listPolicies({ ...request, pageSize: 1 });
    const { nextPageToken: pageToken } = first;
    const rest =
      pageToken === "" ? [] : (await policies.listPolicies({ ...request, pageToken, pageSize: 1 })).policies;
    return [...first.policies, ...rest].map((policy) => policy.title);
  };
  expect(await titles({ orderBy: PolicyOrder.TITLE })).toEqual(["Alpha", "beta"]);
  expect(await titles({ orderBy: PolicyOrder.REVIEW_DUE })).toEqual(["beta", "Alpha"]);
  const reviewDueBefore = timestampFromDate(new Date(net.clock.now().getTime() + 30 * DAY_MS));
  expect(await titles({ reviewDueBefore })).toEqual(["beta"]);
});
