import type { MessageInitShape } from "@bufbuild/protobuf";
import {
  type AssigneeSchema,
  AssignmentReason,
  AssignmentsAddedSchema,
  AssignmentsRemovedSchema,
  AudienceMatchedSchema,
  EmployeeCreatedSchema,
  EmployeeDeactivatedSchema,
  EmployeeDeletedSchema,
  EmployeeImportFinishedSchema,
  EmployeeReactivatedSchema,
  EmployeeUpdatedSchema,
  GroupCreatedSchema,
  GroupDeletedSchema,
  GroupUpdatedSchema,
  UnassignmentReason,
} from "#gen/countersign/employee/v1/employee_events_pb.ts";
import { type EventDraft, event } from "../../runtime/events/event.ts";
import type { Employee } from "./domain/employee.ts";
import type { Group } from "./domain/group.ts";
import type { RemovalReason } from "./domain/matching.ts";
import { groupMessage } from "./rpc/group-message.ts";
import { employeeImportMessage } from "./rpc/import-message.ts";
import { employeeMessage } from "./rpc/messages.ts";
import type { PolicyInForce } from "./rpc/policies-in-force.ts";
import type { EmployeeImportRow } from "./store/employee-import-model.ts";
import type { Told } from "./store/people-store.ts";

const about = (row: { readonly customerId: string; readonly _id: string }) => ({
  customerId: row.customerId,
  subject: row._id,
});
const snapshot = (row: Employee) => ({ employee: employeeMessage(row), revision: BigInt(row.revision) });

const groupSnapshot = (row: Group) => ({ group: groupMessage(row), revision: BigInt(row.revision) });

/** Why a policy begins to apply. */
export type AdditionReason = "PUBLICATION" | "EMPLOYEE_JOINED" | "EMPLOYEE_CHANGED";

/** A person for whom a policy ends, and the revision of them that led to it. */
export interface Removed {
  readonly employeeId: string;
  readonly revision: number;
}

const MOST_PEOPLE = 1_000;
/** Well below what NATS takes as one message (1 MiB). */
const MOST_BYTES = 700_000;
/** Two ids, a date, a number and what frames the fields. */
const FIXED_BYTES = 130;
const MOST_REPORTED_ERRORS = 100;

/** All that this service tells others. */
export const events = {
  created: (row: Employee): EventDraft => event(EmployeeCreatedSchema, about(row), snapshot(row)),
  updated: (row: Employee, changedFields: string[]): EventDraft =>
    event(EmployeeUpdatedSchema, about(row), { ...snapshot(row), changedFields }),
  deactivated: (row: Employee): EventDraft => event(EmployeeDeactivatedSchema, about(row), snapshot(row)),
  reactivated: (row: Employee): EventDraft => event(EmployeeReactivatedSchema, about(row), snapshot(row)),
  deleted: (row: Employee): EventDraft => event(EmployeeDeletedSchema, about(row), snapshot(row)),
  groupCreated: (row: Group): EventDraft => event(GroupCreatedSchema, about(row), groupSnapshot(row)),
  groupUpdated: (row: Group, changedFields: string[]): EventDraft =>
    event(GroupUpdatedSchema, about(row), { ...groupSnapshot(row), changedFields }),
  groupDeleted: (row: Group): EventDraft => event(GroupDeletedSchema, about(row), groupSnapshot(row)),
  importFinished: (row: EmployeeImportRow): EventDraft =>
    event(EmployeeImportFinishedSchema, about(row), {
      employeeImport: employeeImportMessage(row, MOST_REPORTED_ERRORS),
    }),

  /** A policy applies to people: as many events as it takes. */
  added: (customerId: string, policy: PolicyInForce, reason: AdditionReason, people: readonly Told[]) =>
    portions(people).map((portion) =>
      event(
        AssignmentsAddedSchema,
        { customerId, subject: policy.policyId },
        { policy: policy.message, reason: AssignmentReason[reason], assignees: portion.map(assignee) },
      ),
    ),

  /** A policy ends for people: as many events as it takes. */
  removed: (customerId: string, policy: PolicyInForce, reason: RemovalReason, people: readonly Removed[]) =>
    chunks(people, MOST_PEOPLE).map((chunk) =>
      event(
        AssignmentsRemovedSchema,
        { customerId, subject: policy.policyId },
        {
          policyId: policy.policyId,
          reason: UnassignmentReason[reason],
          employeeIds: chunk.map((person) => person.employeeId),
          employeeRevisions: chunk.map((person) => BigInt(person.revision)),
          policyRevision: policy.message.revision,
        },
      ),
    ),

  /** A policy has been matched with everyone. */
  matched: (customerId: string, { message }: PolicyInForce, matched: number): EventDraft =>
    event(
      AudienceMatchedSchema,
      { customerId, subject: message.policyId },
      {
        policyId: message.policyId,
        policyVersionId: message.policyVersionId,
        materialVersion: message.materialVersion,
        matched,
        policyRevision: message.revision,
      },
    ),
};

const assignee = (person: Told): MessageInitShape<typeof AssigneeSchema> => ({
  employeeId: person._id,
  name: person.name,
  email: person.email,
  department: person.department,
  location: person.location,
  managerId: person.managerId,
  roles: [...person.roles],
  joinDate: person.joinDate,
  onLeave: person.status === "ON_LEAVE",
  employeeRevision: BigInt(person.revision),
});

/** People in portions that fit into one event each. */
function portions(people: readonly Told[]): Told[][] {
  const all: Told[][] = [];
  let bytes = MOST_BYTES;
  let portion: Told[] = [];
  for (const person of people) {
    const size = sizeOf(person);
    if (bytes + size > MOST_BYTES || portion.length === MOST_PEOPLE) {
      portion = [];
      all.push(portion);
      bytes = 0;
    }
    portion.push(person);
    bytes += size;
  }
  return all;
}

/** The most bytes that a person takes in an event: 3 for each UTF-16 unit of text, the rest is ASCII. */
function sizeOf(person: Told): number {
  let units = person.name.length + person.email.length;
  units += person.department.length + person.location.length;
  for (const role of person.roles) units += role.length + 1;
  return FIXED_BYTES + units * 3;
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}
