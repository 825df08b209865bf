import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { AcknowledgementStatus } from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import {
  AcknowledgementOrder,
  SummaryGrouping,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_requests_pb.ts";
import { ObligationTimes } from "../store/obligation-times.ts";
import { World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.net.stop());

interface Profiled {
  readonly ns: string;
  readonly planSummary?: string;
  readonly command: object;
}

test("every query of this service is served by an index", async () => {
  const { customerId, officer } = await world.customer("Indexed");
  const people = Array.from({ length: 6 }, () => world.person(customerId));
  const [person] = people;
  if (!person) throw new Error("six people");
  const database = world.net.database("acknowledgement");
  await database.db?.command({ profile: 2, slowms: 0 });
  const first = await world.rollOut(customerId, people);
  const { acknowledgement } = await world.sign(person);
  await world.unassign(customerId, first, people.slice(3));
  await world.rollOut(customerId, people.slice(0, 4), first);
  const client = world.as(officer);
  const { policyId } = first;
  const rolloutId = acknowledgement?.rolloutId ?? "";
  const statuses = [AcknowledgementStatus.PENDING];
  const filters = [
    {},
    { policyId },
    { policyId, statuses, materialVersion: 1 },
    { rolloutId },
    { query: "per" },
    { department: "finance" },
    { escalated: true },
    { overdue: true },
    { orderBy: AcknowledgementOrder.LATEST_DUE },
  ];
  for (const filter of filters) await client.listAcknowledgements({ pageSize: 1, ...filter });
  for await (const _ of client.exportAcknowledgements({})) {
    // Only the queries matter.
  }
  await client.getAcknowledgementSummary({ groupBy: SummaryGrouping.DEPARTMENT });
  await client.getCompletionSeries({ policyId });
  await client.getAsAtReport({ asAtTime: timestampFromDate(world.net.clock.now()) });
  const { acknowledgements } = await client.listAcknowledgements({ policyId });
  const acknowledgementIds = acknowledgements.map(({ id }) => id);
  await client.sendReminder({ acknowledgementIds });
  await client.cancelAcknowledgements({ acknowledgementIds: acknowledgementIds.slice(0, 1), comment: "x" });
  await client.listRollouts({ policyId });
  await client.listRollouts({});
  await world.net.advance(31 * 86_400_000);
  await database.db?.command({ profile: 0 });
  const rows = await database.db?.collection<Profiled>("system.profile").find().toArray();
  const scans = (rows ?? []).filter(
    (row) =>
      /\.(obligations|policies|rollouts|people|removals|digests|receipt_keys)$/.test(row.ns) &&
      row.planSummary?.includes("COLLSCAN"),
  );
  expect(scans.map((row) => [row.ns, JSON.stringify(row.command).slice(0, 300)])).toEqual([]);
  expect((rows ?? []).some((row) => row.planSummary?.startsWith("IXSCAN"))).toBe(true);
}, 90_000); // the profiler slows everything down

test("the summary of a version is counted from the index alone", async () => {
  const { customerId } = await world.customer("Covered");
  const policy = await world.rollOut(customerId, [world.person(customerId)]);
  const { policyId, materialVersion } = policy;
  const explained = await world.net
    .database("acknowledgement")
    .collection("obligations")
    .aggregate([
      { $match: { customerId, policyId, materialVersion, latest: true } },
      {
        $group: { _id: { s: "$status", p: "$paused", d: { $lt: ["$dueTime", new Date()] } }, n: { $sum: 1 } },
      },
    ])
    .explain("executionStats");
  expect(JSON.stringify(explained.queryPlanner.winningPlan)).toContain('"of_policy"');
  expect(explained.executionStats.totalDocsExamined).toBe(0);
});

test("series and reports at a moment are counted from the index alone", async () => {
  const { customerId } = await world.customer("Over time");
  await world.rollOut(customerId, [world.person(customerId), world.person(customerId)]);
  const database = world.net.database("acknowledgement");
  const times = new ObligationTimes(database);
  await database.db?.command({ profile: 2, slowms: 0 });
  await times.days(customerId, { policyId: "", department: "" }, "Europe/Berlin");
  await times.stoodAt(customerId, [], world.net.clock.now());
  await database.db?.command({ profile: 0 });
  const rows = await database.db
    ?.collection<Profiled & { readonly docsExamined: number; readonly keysExamined: number }>(
      "system.profile",
    )
    .find({ "command.hint": "over_time", "command.pipeline.0.$match.customerId": customerId })
    .toArray();
  expect(rows?.map(({ docsExamined, keysExamined }) => [docsExamined, keysExamined <= 3])).toEqual([
    [0, true],
    [0, true],
  ]);
});

test("each filter of the table has its index", async () => {
  const { customerId } = await world.customer("By index");
  await world.rollOut(
    customerId,
    Array.from({ length: 30 }, (_, i) => world.person(customerId, { department: `D${i % 15}` })),
  );
  const obligations = world.net.database("acknowledgement").collection("obligations");
  const examined = async (filter: object): Promise<[string[], number]> => {
    const explained = await obligations
      .find({ customerId, ...filter })
      .sort({ dueTime: 1, _id: 1 })
      .explain("executionStats");
    const names = JSON.stringify(explained.queryPlanner.winningPlan).matchAll(/"indexName":"(\w+)"/g);
    return [Array.from(names, (match) => match[1] ?? ""), explained.executionStats.totalDocsExamined];
  };
  expect(await examined({ "person.departmentKey": "d3" })).toEqual([["by_department"], 2]);
  expect(await examined({ "person.searchKeys": { $regex: "^nobody" } })).toEqual([["by_person_words"], 0]);
  expect(await examined({ status: "ACKNOWLEDGED" })).toEqual([["by_status"], 0]);
  expect(await examined({ "chase.level": { $gt: 0 } })).toEqual([["escalated"], 0]);
});
