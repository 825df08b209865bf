import type { Connection, Model } from "mongoose";
import { type Change, upsertOne } from "../../../runtime/mongo/change.ts";
import type { ScopeRevision } from "../domain/obligation.ts";
import { type RemovalRow, removalModel } from "./removal-model.ts";

const keyOf = (policyId: string, employeeId: string): string => `${policyId}/${employeeId}`;

/** Named queries and changes on removals. */
export class RemovalStore {
  readonly #model: Model<RemovalRow>;

  constructor(database: Connection) {
    this.#model = removalModel(database);
  }

  /** The last removals of people from a policy's audience, by employee id. */
  async byEmployee(
    customerId: string,
    policyId: string,
    employeeIds: readonly string[],
  ): Promise<ReadonlyMap<string, ScopeRevision>> {
    const keys = employeeIds.map((employeeId) => keyOf(policyId, employeeId));
    const rows = await this.#model.find({ _id: { $in: keys }, customerId }).lean<RemovalRow[]>();
    return new Map(rows.map((row) => [row._id.slice(policyId.length + 1), row]));
  }

  /** The write that remembers a removal; the caller has seen that it is the last. */
  keep(customerId: string, policyId: string, employeeId: string, removed: ScopeRevision): Change {
    const { policyRevision, employeeRevision } = removed;
    return upsertOne(
      this.#model,
      { _id: keyOf(policyId, employeeId) },
      { $set: { customerId, policyRevision, employeeRevision } },
    );
  }
}
