import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { parse } from "csv-parse/sync";
import {
  AcknowledgementOrder,
  SummaryGrouping,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_requests_pb.ts";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { DAY_MS } from "../../../runtime/clock.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import type { TestUser } from "../../../runtime/testing/test-tokens.ts";
import { World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.net.stop());

/** The export as a spreadsheet would read it. */
async function exported(user: TestUser, filter: object = {}) {
  const parts: Uint8Array[] = [];
  for await (const { csv } of world.as(user).exportAcknowledgements(filter)) parts.push(csv);
  const text = Buffer.concat(parts).toString("utf8");
  expect(text.startsWith("\uFEFF")).toBe(true);
  return parse(text, { bom: true, columns: true, record_delimiter: "\r\n" }) as Record<string, string>[];
}

describe("ExportAcknowledgements", () => {
  test("gives every row that the list would, whatever its cells hold", async () => {
    const { customerId, officer } = await world.customer("Exporting");
    const people = [
      world.person(customerId, { name: '=HYPERLINK("x")', department: "R&D, Berlin" }),
      world.person(customerId, { name: "Bob\nKahn", department: "Sales" }),
    ];
    await world.rollOut(customerId, people);
    await world.sign(people[1] ?? people[0] ?? world.person(customerId));
    const rows = await exported(officer);
    expect(rows.map((row) => [row.Employee, row.Status]).toSorted()).toEqual([
      ['\'=HYPERLINK("x")', "PENDING"],
      ["Bob\nKahn", "ACKNOWLEDGED"],
    ]);
    expect((await exported(officer, { department: "sales" })).map((row) => row.Employee)).toEqual([
      "Bob\nKahn",
    ]);
    expect(await exported(officer, { rolloutId: world.net.newId("rol") })).toEqual([]);
    const stranger = await world.customer("Not exporting");
    expect(await exported(stranger.officer)).toEqual([]);
    const employee = people[0]?.user ?? officer;
    expect(await refusal(exported(employee))).toBe("PermissionDenied ROLE_REQUIRED");
  });

  test("goes on over many reads without losing or repeating a row", async () => {
    const { customerId, officer } = await world.customer("Many");
    const people = Array.from({ length: 1_203 }, () => world.person(customerId));
    await world.rollOut(customerId, people);
    const rows = await exported(officer);
    expect(new Set(rows.map((row) => row.Acknowledgement)).size).toBe(1_203);
    expect(rows).toHaveLength(1_203);
  }, 60_000);
});

test("counts by department add up to the total", async () => {
  const { customerId, officer } = await world.customer("Departments");
  const [ada, bob, cy] = [
    world.person(customerId, { department: "Research" }),
    world.person(customerId, { department: "research" }),
    world.person(customerId, { department: "" }),
  ];
  await world.rollOut(customerId, [ada, bob, cy]);
  await world.rollOut(customerId, [ada]);
  await world.sign(bob);
  const client = world.as(officer);
  expect((await client.getAcknowledgementSummary({})).departments).toEqual([]);
  const { departments, total } = await client.getAcknowledgementSummary({
    groupBy: SummaryGrouping.DEPARTMENT,
  });
  expect(total).toMatchObject({ pending: 3, acknowledged: 1 });
  expect(
    departments.map(({ department, counts }) => [
      department.toLowerCase(),
      counts?.pending,
      counts?.acknowledged,
    ]),
  ).toEqual([
    ["", 1, 0],
    ["research", 2, 1],
  ]);
});

test("the series shows each day's requests, signatures and what waited in the evening", async () => {
  const { customerId, officer } = await world.customer("Series");
  const [ada, bob] = [world.person(customerId), world.person(customerId, { department: "Sales" })];
  const policy = await world.rollOut(customerId, [ada, bob]);
  await world.net.advance(2 * DAY_MS);
  await world.sign(ada);
  await world.net.advance(DAY_MS);
  const client = world.as(officer);
  const [own] = await world.mine(bob);
  await client.cancelAcknowledgement({ acknowledgementId: own?.id ?? "", comment: "no" });
  const days = async (filter: Parameters<typeof client.getCompletionSeries>[0]) =>
    (await client.getCompletionSeries(filter)).points
      .slice(-4)
      .map((point) => [point.requested, point.signed, point.acknowledgedTotal, point.pendingTotal]);
  const expected = [
    [2, 0, 0, 2],
    [0, 0, 0, 2],
    [0, 1, 1, 1],
    [0, 0, 1, 0],
  ];
  expect(await days({})).toEqual(expected);
  expect(await days({ policyId: policy.policyId })).toEqual(expected);
  expect((await days({ department: "SALES" })).map(([, , , pending]) => pending)).toEqual([1, 1, 1, 0]);
  const { points } = await client.getCompletionSeries({});
  expect(points).toHaveLength(90);
  for (const range of [
    { startDate: "2026-03-02", endDate: "2026-03-01" },
    { startDate: "2020-01-01", endDate: "2026-03-01" },
    { endDate: "2026-02-30" },
  ])
    expect(await refusal(client.getCompletionSeries(range))).toBe("InvalidArgument INVALID_FIELD");
  const stranger = await world.customer("No series");
  const nothing = await world.as(stranger.officer).getCompletionSeries({});
  expect(nothing.points.every((point) => point.pendingTotal === 0)).toBe(true);
});

test("the report as at a moment tells what stood then, not what stands now", async () => {
  const { customerId, officer } = await world.customer("As at");
  const [ada, bob] = [world.person(customerId), world.person(customerId)];
  const first = await world.rollOut(customerId, [ada, bob]);
  await world.net.advance(DAY_MS);
  await world.sign(ada);
  const then = world.net.clock.now();
  await world.net.advance(DAY_MS);
  await world.sign(bob);
  await world.rollOut(customerId, [ada, bob], first);
  const client = world.as(officer);
  const at = async (time: Date) =>
    (await client.getAsAtReport({ asAtTime: timestampFromDate(time) })).policies.map(
      ({ materialVersion, acknowledged, pending }) => [materialVersion, acknowledged, pending],
    );
  expect(await at(then)).toEqual([[1, 1, 1]]);
  expect(await at(world.net.clock.now())).toEqual([[2, 0, 2]]);
  expect(await at(new Date(then.getTime() - 30 * DAY_MS))).toEqual([]);
  const tomorrow = timestampFromDate(new Date(world.net.clock.now().getTime() + DAY_MS));
  expect(await refusal(client.getAsAtReport({ asAtTime: tomorrow }))).toBe("InvalidArgument INVALID_FIELD");
});

test("lists by words of a name, due range and escalation, in both orders", async () => {
  const { customerId, officer } = await world.customer("Filters");
  const ada = world.person(customerId, { name: "Ada King Byron" });
  const bob = world.person(customerId, { name: "Bob Kahn" });
  await world.rollOut(customerId, [ada]);
  await world.net.advance(DAY_MS);
  const { policyId } = await world.rollOut(customerId, [bob]);
  const client = world.as(officer);
  const names = async (filter: Parameters<typeof client.listAcknowledgements>[0]) => {
    const page = await client.listAcknowledgements({ ...filter, pageSize: 1 });
    const { nextPageToken: pageToken } = page;
    const rest = pageToken
      ? await client.listAcknowledgements({ ...filter, pageSize: 1, pageToken })
      : undefined;
    return [...page.acknowledgements, ...(rest?.acknowledgements ?? [])].map((row) => row.employeeName);
  };
  expect(await names({ query: "byr" })).toEqual(["Ada King Byron"]);
  expect(await names({ query: "ada k" })).toEqual(["Ada King Byron"]);
  expect(await names({ query: "yron" })).toEqual([]);
  expect(await names({ query: bob.employee.email.slice(0, 12).toUpperCase() })).toContain("Bob Kahn");
  expect(await names({ orderBy: AcknowledgementOrder.LATEST_DUE })).toEqual(["Bob Kahn", "Ada King Byron"]);
  const [first] = (await client.listAcknowledgements({ query: "ada" })).acknowledgements;
  const border = first?.dueTime;
  expect(
    await names(border ? { dueFrom: { ...border, seconds: border.seconds + 1n, nanos: 0 } } : {}),
  ).toEqual(["Bob Kahn"]);
  expect(await names(border ? { dueBefore: border } : {})).toEqual([]);
  expect(await names({ escalated: true })).toEqual([]);
  await world.net.advance(40 * DAY_MS);
  await world.net.runJobs();
  expect(await names({ escalated: true, policyId })).toEqual(["Bob Kahn"]);
  expect(await names({ escalated: false })).toEqual([]);
  const executive = world.net.user(customerId, [PermissionRole.EXECUTIVE]);
  expect(
    (await world.as(executive).listAcknowledgements({ escalated: true })).acknowledgements[0],
  ).toMatchObject({
    escalationLevel: 1,
  });
}, 60_000);
