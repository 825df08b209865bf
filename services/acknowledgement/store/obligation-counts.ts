import type { Connection, Model } from "mongoose";
import type { Status } from "../domain/obligation.ts";
import { comparable } from "../domain/person.ts";
import type { Rollout, RolloutCounts } from "../domain/rollout.ts";
import { type ObligationRow, obligationModel } from "./obligation-model.ts";

/** How many obligations stand where; `overdue` and `paused` are parts of `pending`. */
export interface StatusCounts {
  readonly pending: number;
  readonly acknowledged: number;
  readonly exempted: number;
  readonly cancelled: number;
  readonly overdue: number;
  readonly paused: number;
}

/** No obligations. */
export const NO_COUNTS: StatusCounts = {
  pending: 0,
  acknowledged: 0,
  exempted: 0,
  cancelled: 0,
  overdue: 0,
  paused: 0,
};

/** Counts of obligations, one per person: the latest cycle. */
export class ObligationCounts {
  readonly #model: Model<ObligationRow>;

  constructor(database: Connection) {
    this.#model = obligationModel(database);
  }

  /** How the obligations that a rollout counts stand, from the index alone. */
  async ofRollout({ _id, customerId, policyId, materialVersion }: Rollout): Promise<RolloutCounts> {
    const groups = await this.#model.aggregate<{ _id: Status; n: number }>([
      { $match: { customerId, policyId, materialVersion, rolloutId: _id } },
      { $group: { _id: "$status", n: { $sum: 1 } } },
    ]);
    const count = (status: Status): number => groups.find((group) => group._id === status)?.n ?? 0;
    return {
      pending: count("PENDING"),
      acknowledged: count("ACKNOWLEDGED"),
      cancelled: count("CANCELLED"),
      exempted: count("EXEMPTED"),
    };
  }

  /**
   * A material version's counts at `now` by department (as departments are compared), from the index alone.
   * `department` empty: everybody.
   */
  async ofVersion(
    customerId: string,
    policyId: string,
    materialVersion: number,
    department: string,
    now: Date,
  ): Promise<ReadonlyMap<string, StatusCounts>> {
    const groups = await this.#model.aggregate<{ _id: GroupKey; n: number }>([
      {
        $match: {
          customerId,
          policyId,
          materialVersion,
          latest: true,
          ...(department === "" ? {} : { "person.departmentKey": comparable(department) }),
        },
      },
      {
        $group: {
          _id: {
            status: "$status",
            paused: "$paused",
            late: { $lt: ["$dueTime", now] },
            department: "$person.departmentKey",
          },
          n: { $sum: 1 },
        },
      },
    ]);
    const counts = new Map<string, StatusCounts>();
    for (const { _id, n } of groups)
      counts.set(_id.department, addCounts(counts.get(_id.department) ?? NO_COUNTS, countsOf(_id, n)));
    return counts;
  }

  /** The names of departments as they stand with one of their people, by how they are compared. */
  async departmentNames(customerId: string, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const named = await Promise.all(
      keys.map(async (key): Promise<[string, string]> => {
        const row = await this.#model
          .findOne({ customerId, "person.departmentKey": key }, { "person.department": 1 })
          .sort({ dueTime: -1, _id: -1 })
          .lean<Pick<ObligationRow, "person">>();
        return [key, row?.person.department.trim() ?? key];
      }),
    );
    return new Map(named);
  }
}

interface GroupKey {
  readonly status: string;
  readonly paused: boolean;
  readonly late: boolean;
  readonly department: string;
}

/** What so many obligations that stand alike add. */
function countsOf({ status, paused, late }: GroupKey, n: number): StatusCounts {
  const pending = status === "PENDING";
  return {
    pending: pending ? n : 0,
    acknowledged: status === "ACKNOWLEDGED" ? n : 0,
    exempted: status === "EXEMPTED" ? n : 0,
    cancelled: status === "CANCELLED" ? n : 0,
    overdue: pending && !paused && late ? n : 0,
    paused: pending && paused ? n : 0,
  };
}

/** The counts of two sets together. */
export const addCounts = (a: StatusCounts, b: StatusCounts): StatusCounts => ({
  pending: a.pending + b.pending,
  acknowledged: a.acknowledged + b.acknowledged,
  exempted: a.exempted + b.exempted,
  cancelled: a.cancelled + b.cancelled,
  overdue: a.overdue + b.overdue,
  paused: a.paused + b.paused,
});
