import { fromBinary } from "@bufbuild/protobuf";
import {
  AssignmentReason,
  AssignmentsAddedSchema,
  AssignmentsRemovedSchema,
  AudienceMatchedSchema,
  UnassignmentReason,
} from "#gen/countersign/employee/v1/employee_events_pb.ts";
import type { OutboxRow } from "../../../runtime/events/outbox.ts";
import type { Constellation } from "../../../runtime/testing/constellation.ts";

/** What an assignment event says of one person, or of a policy as a whole. */
export type Told =
  | {
      readonly kind: "added";
      readonly policyId: string;
      readonly employeeId: string;
      readonly reason: string;
      readonly materialVersion: number;
      readonly required: boolean;
      readonly onLeave: boolean;
      readonly revisions: readonly [policy: number, employee: number];
    }
  | {
      readonly kind: "removed";
      readonly policyId: string;
      readonly employeeId: string;
      readonly reason: string;
      readonly revisions: readonly [policy: number, employee: number];
    }
  | {
      readonly kind: "matched";
      readonly policyId: string;
      readonly materialVersion: number;
      readonly matched: number;
    };

/** All that was told of a customer's assignments, in the order of the commits. */
export async function toldOf(net: Constellation, customerId: string): Promise<Told[]> {
  const rows = await net.eventsOf("employee");
  return rows.filter((row) => row.customerId === customerId).flatMap(read);
}

function read(row: OutboxRow): Told[] {
  const body = (row.body as unknown as { readonly buffer: Uint8Array }).buffer;
  switch (row.type) {
    case AssignmentsAddedSchema.typeName: {
      const { policy, reason, assignees } = fromBinary(AssignmentsAddedSchema, body);
      return assignees.map((assignee) => ({
        kind: "added",
        policyId: policy?.policyId ?? "",
        employeeId: assignee.employeeId,
        reason: nameOf(AssignmentReason, reason),
        materialVersion: policy?.materialVersion ?? 0,
        required: policy?.rules?.required ?? true,
        onLeave: assignee.onLeave,
        revisions: [Number(policy?.revision), Number(assignee.employeeRevision)],
      }));
    }
    case AssignmentsRemovedSchema.typeName: {
      const message = fromBinary(AssignmentsRemovedSchema, body);
      return message.employeeIds.map((employeeId, index) => ({
        kind: "removed",
        policyId: message.policyId,
        employeeId,
        reason: nameOf(UnassignmentReason, message.reason),
        revisions: [Number(message.policyRevision), Number(message.employeeRevisions[index])],
      }));
    }
    case AudienceMatchedSchema.typeName: {
      const { policyId, materialVersion, matched } = fromBinary(AudienceMatchedSchema, body);
      return [{ kind: "matched", policyId, materialVersion, matched }];
    }
    default:
      return [];
  }
}

const nameOf = (names: Readonly<Record<string, number>>, number: number): string =>
  Object.entries(names).find(([, value]) => value === number)?.[0] ?? String(number);
