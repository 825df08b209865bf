import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { expect, test } from "@jest/globals";
import {
  AcknowledgementSchema,
  AcknowledgementStatus as Status,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import { AssignedPolicySchema } from "#gen/countersign/employee/v1/assigned_policy_pb.ts";
import { dutiesOf, dutyState, isOpen } from "./duty-list.ts";

const policy = (policyId: string, materialVersion: number) =>
  create(AssignedPolicySchema, { policyId, materialVersion, title: policyId });
const request = (
  id: string,
  policyId: string,
  materialVersion: number,
  more: MessageInitShape<typeof AcknowledgementSchema> = {},
) =>
  create(AcknowledgementSchema, {
    id,
    policyId,
    materialVersion,
    status: Status.PENDING,
    createTime: timestampFromDate(new Date("2026-03-01")),
    ...more,
  });

test("each policy stands beside the newest request for its version in force, late ones first; others stand apart", () => {
  const renewed = request("ack_3", "pol_a", 2, {
    overdue: true,
    createTime: timestampFromDate(new Date("2026-06-01")),
  });
  const { duties, others } = dutiesOf(
    [policy("pol_info", 1), policy("pol_b", 1), policy("pol_a", 2)],
    [
      request("ack_1", "pol_a", 1, { status: Status.ACKNOWLEDGED }),
      request("ack_2", "pol_a", 2, { status: Status.ACKNOWLEDGED }),
      renewed,
      request("ack_4", "pol_b", 1),
      request("ack_5", "pol_other", 1),
    ],
  );
  expect(duties.map(({ policy: { policyId }, acknowledgement }) => [policyId, acknowledgement?.id])).toEqual([
    ["pol_a", "ack_3"],
    ["pol_b", "ack_4"],
    ["pol_info", undefined],
  ]);
  expect(others.map(({ id }) => id).sort()).toEqual(["ack_1", "ack_2", "ack_5"]);
});

test("only what is open and not paused can be reminded of", () => {
  const paused = request("ack_1", "pol_a", 1, { paused: true });
  expect([dutyState(paused), isOpen(paused)]).toEqual(["paused", false]);
  const late = request("ack_1", "pol_a", 1, { overdue: true });
  expect([dutyState(late), isOpen(late)]).toEqual(["overdue", true]);
  const excused = request("ack_1", "pol_a", 1, { status: Status.EXEMPTED });
  expect([dutyState(excused), isOpen(excused)]).toEqual(["exempted", false]);
});
