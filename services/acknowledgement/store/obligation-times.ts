import type { Connection, Model } from "mongoose";
import { dayOfIso } from "../domain/calendar.ts";
import type { DayGroup } from "../domain/completion-series.ts";
import { comparable } from "../domain/person.ts";
import { type ObligationRow, obligationModel } from "./obligation-model.ts";

/** How a policy's obligations stood at a moment. */
export interface StoodAt {
  readonly policyId: string;
  readonly materialVersion: number;
  readonly acknowledged: number;
  readonly pending: number;
  readonly overdue: number;
}

/** Where obligations stood at other times, from the index `over_time` alone. */
export class ObligationTimes {
  readonly #model: Model<ObligationRow>;

  constructor(database: Connection) {
    this.#model = obligationModel(database);
  }

  /** All obligations ever, grouped by the days of what happened to them in a time zone. Empty texts: no such demand. */
  async days(
    customerId: string,
    filter: { readonly policyId: string; readonly department: string },
    timezone: string,
  ): Promise<DayGroup[]> {
    const day = (date: string) => ({ $dateToString: { date, format: "%Y-%m-%d", timezone, onNull: null } });
    const groups = await this.#model.aggregate<{
      _id: { requested: string; signed: string | null; cancelled: string | null };
      count: number;
    }>(
      [
        {
          $match: {
            customerId,
            ...(filter.policyId === "" ? {} : { policyId: filter.policyId }),
            ...(filter.department === "" ? {} : { "person.departmentKey": comparable(filter.department) }),
          },
        },
        {
          $group: {
            _id: { requested: day("$createTime"), signed: day("$signTime"), cancelled: day("$cancelTime") },
            count: { $sum: 1 },
          },
        },
      ],
      { hint: "over_time" },
    );
    return groups.map(({ _id, count }) => ({
      requested: dayOfIso(_id.requested) ?? 0,
      signed: _id.signed === null ? null : (dayOfIso(_id.signed) ?? null),
      cancelled: _id.cancelled === null ? null : (dayOfIso(_id.cancelled) ?? null),
      count,
    }));
  }

  /** Of each policy (none named: all) the material version asked for last by a moment, by people and their last cycle. */
  async stoodAt(customerId: string, policyIds: readonly string[], at: Date): Promise<StoodAt[]> {
    const by = (time: string) => ({ $and: [{ $gt: [time, null] }, { $lte: [time, at] }] });
    const count = (status: string, ...more: object[]) => ({
      $sum: { $cond: [{ $and: [{ $eq: ["$last.status", status] }, ...more] }, 1, 0] },
    });
    const versions = await this.#model.aggregate<StoodAt & { _id: unknown }>(
      [
        {
          $match: {
            customerId,
            createTime: { $lte: at },
            ...(policyIds.length > 0 ? { policyId: { $in: policyIds } } : {}),
          },
        },
        {
          $group: {
            _id: { policyId: "$policyId", materialVersion: "$materialVersion", employeeId: "$employeeId" },
            last: {
              $top: {
                sortBy: { cycle: -1 },
                output: {
                  dueTime: "$dueTime",
                  status: {
                    $cond: [
                      by("$signTime"),
                      "ACKNOWLEDGED",
                      { $cond: [by("$cancelTime"), "CANCELLED", "PENDING"] },
                    ],
                  },
                },
              },
            },
          },
        },
        {
          $group: {
            _id: { policyId: "$_id.policyId", materialVersion: "$_id.materialVersion" },
            acknowledged: count("ACKNOWLEDGED"),
            pending: count("PENDING"),
            overdue: count("PENDING", { $lt: ["$last.dueTime", at] }),
          },
        },
        { $sort: { "_id.policyId": 1, "_id.materialVersion": -1 } },
        {
          $group: {
            _id: "$_id.policyId",
            policyId: { $first: "$_id.policyId" },
            materialVersion: { $first: "$_id.materialVersion" },
            acknowledged: { $first: "$acknowledged" },
            pending: { $first: "$pending" },
            overdue: { $first: "$overdue" },
          },
        },
      ],
      { hint: "over_time", allowDiskUse: true },
    );
    return versions.map(({ _id, ...stood }) => stood);
  }
}
