import { create } from "@bufbuild/protobuf";
import { expect, test } from "@jest/globals";
import { PublishedPolicySchema } from "#gen/countersign/policy/v1/published_policy_pb.ts";
import { encodeEvent } from "../../../runtime/events/event.ts";
import { compile } from "../domain/audience.ts";
import { events } from "../events.ts";
import type { PolicyInForce } from "../rpc/policies-in-force.ts";
import type { Told } from "../store/people-store.ts";

const audience = { all: [], any: [], none: [] };
const policy: PolicyInForce = {
  policyId: "pol_1",
  message: create(PublishedPolicySchema, { policyId: "pol_1", title: "Policy" }),
  audience,
  matches: compile(audience),
  materialVersion: 1,
  required: true,
};
const person = (index: number, roles: string[] = []): Told => ({
  _id: `emp_${index}`,
  name: "Ada",
  email: "ada@example.com",
  department: "Finance",
  location: "Berlin",
  managerId: "",
  roles,
  joinDate: "2026-01-01",
  status: "ACTIVE",
  revision: 1,
});
const people = (count: number, roles?: string[]) =>
  Array.from({ length: count }, (_, index) => person(index, roles));
const assignees = (drafts: ReturnType<typeof events.added>) =>
  drafts.map((draft) => (draft.message as unknown as { assignees: { employeeId: string }[] }).assignees);

test("a thousand ordinary people fit into one event, the next ones go into another", () => {
  const drafts = events.added("cus_1", policy, "PUBLICATION", people(1_500));
  expect(assignees(drafts).map((list) => list.length)).toEqual([1_000, 500]);
  expect(events.added("cus_1", policy, "PUBLICATION", [])).toEqual([]);
});

test("people with very much to tell go into more events, each small enough for the message bus", () => {
  const roles = Array.from({ length: 50 }, (_, index) => `${index}`.padEnd(200, "漢"));
  const drafts = events.added("cus_1", policy, "PUBLICATION", people(200, roles));
  expect(
    assignees(drafts)
      .flat()
      .map((one) => one.employeeId),
  ).toEqual(people(200).map((one) => one._id));
  for (const draft of drafts) expect(encodeEvent(draft).length).toBeLessThan(1_000_000);
});
