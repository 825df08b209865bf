import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { AcknowledgementStatus } from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
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
  ];
  for (const filter of filters) await client.listAcknowledgements({ pageSize: 1, ...filter });
  await client.getAcknowledgementSummary({});
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
