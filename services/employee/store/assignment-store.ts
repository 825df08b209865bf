import type { Connection, Model } from "mongoose";
import { type Change, insert, removeMany, updateMany } from "../../../runtime/mongo/change.ts";
import type { Stance } from "../domain/matching.ts";
import { type AssignmentRow, assignmentModel } from "./assignment-model.ts";

/** The id of the row for a policy and a person. */
const idOf = (policyId: string, employeeId: string): string => `${policyId}:${employeeId}`;

/** After every id of a policy's rows: `;` follows `:`. */
const endOf = (policyId: string): string => `${policyId};`;

/** Who has a policy, and for which publication. */
export type Held = Pick<AssignmentRow, "employeeId" | "materialVersion" | "required">;

/** Named queries and changes on assignments. */
export class AssignmentStore {
  readonly #model: Model<AssignmentRow>;

  constructor(database: Connection) {
    this.#model = assignmentModel(database);
  }

  /** The next `limit` assignments of a policy, by employee, after one employee ("" from the start). */
  ofPolicyAfter(customerId: string, policyId: string, employeeId: string, limit: number): Promise<Held[]> {
    return this.#model
      .find({ _id: { $gt: idOf(policyId, employeeId), $lt: endOf(policyId) }, customerId })
      .select({ _id: 0, employeeId: 1, materialVersion: 1, required: 1 })
      .sort({ _id: 1 })
      .limit(limit)
      .batchSize(limit)
      .lean<Held[]>();
  }

  /** All rows of some people. */
  ofEmployees(customerId: string, employeeIds: readonly string[]): Promise<AssignmentRow[]> {
    return this.#model.find({ customerId, employeeId: { $in: employeeIds } }).lean<AssignmentRow[]>();
  }

  /** The writes that assign a policy to people. */
  add(
    customerId: string,
    policy: Stance & { readonly policyId: string },
    employeeIds: readonly string[],
    assignTime: Date,
  ): Change[] {
    const { policyId, materialVersion, required } = policy;
    return employeeIds.map((employeeId) =>
      insert(this.#model, {
        _id: idOf(policyId, employeeId),
        customerId,
        policyId,
        employeeId,
        materialVersion,
        required,
        assignTime,
      }),
    );
  }

  /** The write that brings people's rows to another publication. */
  renew(
    customerId: string,
    { policyId, materialVersion, required }: Stance & { readonly policyId: string },
    employeeIds: readonly string[],
  ): Change {
    const ids = employeeIds.map((employeeId) => idOf(policyId, employeeId));
    return updateMany(
      this.#model,
      { _id: { $in: ids }, customerId },
      { $set: { materialVersion, required } },
    );
  }

  /** The write that ends a policy for people. */
  remove(customerId: string, policyId: string, employeeIds: readonly string[]): Change {
    const ids = employeeIds.map((employeeId) => idOf(policyId, employeeId));
    return removeMany(this.#model, { _id: { $in: ids }, customerId });
  }
}
