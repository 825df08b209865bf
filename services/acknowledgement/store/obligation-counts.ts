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

  /** A material version's counts at `now`, from the index alone. `department` empty: everybody. */
  async ofVersion(
    customerId: string,
    policyId: string,
    materialVersion: number,
    department: string,
    now: Date,
  ): Promise<StatusCounts> {
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
          _id: { status: "$status", paused: "$paused", late: { $lt: ["$dueTime", now] } },
          n: { $sum: 1 },
        },
      },
    ]);
    const sum = (matches: (key: GroupKey) => boolean): number =>
      groups.reduce((total, group) => total + (matches(group._id) ? group.n : 0), 0);
    return {
      pending: sum((key) => key.status === "PENDING"),
      acknowledged: sum((key) => key.status === "ACKNOWLEDGED"),
      exempted: sum((key) => key.status === "EXEMPTED"),
      cancelled: sum((key) => key.status === "CANCELLED"),
      overdue: sum((key) => key.status === "PENDING" && !key.paused && key.late),
      paused: sum((key) => key.status === "PENDING" && key.paused),
    };
  }
}

interface GroupKey {
  readonly status: string;
  readonly paused: boolean;
  readonly late: boolean;
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
