import type { Connection, Model } from "mongoose";
import { afterKey, type Page, type PageRequest, pageWindow, toPage } from "../../../runtime/mongo/page.ts";
import { type Obligation, type ObligationType, STATUSES, type Status } from "../domain/obligation.ts";
import { comparable } from "../domain/person.ts";
import type { Rollout } from "../domain/rollout.ts";
import { type ObligationRow, obligationModel } from "./obligation-model.ts";

/** What a list of many people's obligations is filtered by; an empty text or list: not. */
export interface ObligationFilter {
  readonly statuses: readonly Status[];
  readonly types: readonly ObligationType[];
  readonly policyId: string;
  readonly materialVersion: number;
  readonly employeeId: string;
  readonly department: string;
  readonly rollout: Rollout | undefined;
  readonly overdue: boolean | undefined;
  readonly dueBefore: Date | undefined;
  readonly dueFrom: Date | undefined;
  readonly escalated: boolean | undefined;
  /** Beginning of the name, of a word of it, or of the email. */
  readonly query: string;
}

/** The place in a sweep: the last obligation handled. */
export interface SweepPlace {
  readonly afterDueTime?: Date | undefined;
  readonly afterId?: string | undefined;
}

const IN_LISTS = { history: 0, evidence: 0, receipt: 0, scope: 0 } as const;
const FOR_DECISIONS = { history: 0, evidence: 0, receipt: 0 } as const;
const BY_DUE_TIME = { dueTime: 1, _id: 1 } as const;

/** Pages of obligations: lists for people, and steps of sweeps. */
export class ObligationPages {
  readonly #model: Model<ObligationRow>;

  constructor(database: Connection) {
    this.#model = obligationModel(database);
  }

  /** A person's own: pending ones by due time, then the others by latest change. One query; a person has few. */
  async mine(
    customerId: string,
    employeeId: string,
    statuses: readonly Status[],
    request: PageRequest,
  ): Promise<Page<Obligation> & { readonly pending: number }> {
    const filter = { customerId, employeeId, statuses: [...statuses].sort() };
    const window = pageWindow(request, filter);
    const wanted = statuses.includes("PENDING") ? statuses : [...statuses, "PENDING" as const];
    const rows = await this.#model
      .find({ customerId, employeeId, status: { $in: wanted } })
      .select(IN_LISTS)
      .lean<ObligationRow[]>();
    const [rank, order, id] = window.after ?? [];
    const place = window.after ? ([Number(rank), Number(order), String(id)] as const) : undefined;
    const listed = rows
      .filter((row) => statuses.includes(row.status) && (!place || compare(ownKey(row), place) > 0))
      .sort((a, b) => compare(ownKey(a), ownKey(b)));
    const pending = rows.reduce((sum, row) => sum + (row.status === "PENDING" ? 1 : 0), 0);
    return { ...toPage(listed.slice(0, window.limit + 1), window, filter, ownKey), pending };
  }

  /** Many people's, by due time, then id; or the other way round. */
  async list(
    customerId: string,
    filter: ObligationFilter,
    request: PageRequest,
    now: Date,
    direction: 1 | -1 = 1,
  ): Promise<Page<Obligation>> {
    const bound = { customerId, ...filter, rollout: filter.rollout?._id, direction };
    const window = pageWindow(request, bound);
    const rows = await this.#model
      .find({
        $and: [conditions(customerId, filter, now), afterKey(["dueTime", "_id"], window.after, direction)],
      })
      .sort({ dueTime: direction, _id: direction })
      .limit(window.limit + 1)
      .select(IN_LISTS)
      .lean<ObligationRow[]>();
    return toPage(rows, window, bound, (row) => [row.dueTime, row._id]);
  }

  /** All that a filter holds, by due time, in steps; nothing is kept between them. */
  async *all(
    customerId: string,
    filter: ObligationFilter,
    step: number,
    now: Date,
  ): AsyncGenerator<Obligation[]> {
    const condition = conditions(customerId, filter, now);
    let place: SweepPlace = {};
    for (;;) {
      const rows = await this.#model
        .find({ $and: [condition, after(place)] })
        .sort(BY_DUE_TIME)
        .limit(step)
        .select(IN_LISTS)
        .lean<ObligationRow[]>();
      const last = rows.at(-1);
      if (last) yield rows;
      if (!last || rows.length < step) return;
      place = { afterDueTime: last.dueTime, afterId: last._id };
    }
  }

  /** A step of a sweep over a policy's obligations of some material versions in one status. */
  async ofPolicy(
    customerId: string,
    policyId: string,
    which: { readonly status: Status; readonly materialVersion?: number; readonly before?: number },
    place: SweepPlace,
    limit: number,
  ): Promise<Obligation[]> {
    const { status, materialVersion, before } = which;
    const versions = materialVersion ?? { $gt: 0, ...(before === undefined ? {} : { $lt: before }) };
    return this.#step({ customerId, policyId, materialVersion: versions, status, ...after(place) }, limit);
  }

  /** A step over all of a customer's that time may do something to. */
  async plannable(customerId: string, place: SweepPlace, limit: number): Promise<Obligation[]> {
    return this.#step(
      {
        customerId,
        status: { $in: ["PENDING", "ACKNOWLEDGED"] },
        ...after(place),
      },
      limit,
    );
  }

  async #step(filter: object, limit: number): Promise<Obligation[]> {
    const rows = await this.#model
      .find(filter)
      .sort(BY_DUE_TIME)
      .limit(limit)
      .select(FOR_DECISIONS)
      .lean<ObligationRow[]>();
    return rows.map((row) => ({ ...row, history: [] }));
  }
}

const after = ({ afterDueTime, afterId }: SweepPlace): object =>
  afterDueTime ? afterKey(["dueTime", "_id"], [afterDueTime, afterId ?? ""]) : {};

/** Pending ones before others; pending ones by due time, others by latest change. */
function ownKey(row: Obligation): readonly [number, number, string] {
  const pending = row.status === "PENDING";
  return [pending ? 0 : 1, pending ? row.dueTime.getTime() : -row.updateTime.getTime(), row._id];
}

function compare(a: readonly [number, number, string], b: readonly [number, number, string]): number {
  if (a[0] !== b[0]) return a[0] - b[0];
  if (a[1] !== b[1]) return a[1] - b[1];
  return a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : 0;
}

/** A rollout is a policy's and a material version's, so their index serves. */
const ofRollout = ({ _id, policyId, materialVersion }: Rollout): object => ({
  rolloutId: _id,
  policyId,
  materialVersion,
});

/** A beginning with case, so that the index of words serves it: they are stored as they are compared. */
const startsWith = (text: string): object => ({
  "person.searchKeys": { $regex: `^${comparable(text).replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&")}` },
});

const escalation = (reached: boolean): object => ({ "chase.level": reached ? { $gt: 0 } : 0 });

/** With all values of `status` named, the index of a policy gives its order by due time without sorting. */
function conditions(customerId: string, filter: ObligationFilter, now: Date): object {
  const late = { status: "PENDING", paused: false, dueTime: { $lt: now } };
  const all: object[] = [
    { customerId },
    { status: { $in: filter.statuses.length > 0 ? filter.statuses : STATUSES } },
    filter.types.length > 0 ? { type: { $in: filter.types } } : {},
    filter.policyId === "" ? {} : { policyId: filter.policyId },
    filter.materialVersion === 0 ? {} : { materialVersion: filter.materialVersion },
    filter.employeeId === "" ? {} : { employeeId: filter.employeeId },
    filter.department === "" ? {} : { "person.departmentKey": comparable(filter.department) },
    filter.rollout ? ofRollout(filter.rollout) : {},
    filter.overdue === undefined ? {} : filter.overdue ? late : { $nor: [late] },
    filter.dueBefore ? { dueTime: { $lt: filter.dueBefore } } : {},
    filter.dueFrom ? { dueTime: { $gte: filter.dueFrom } } : {},
    filter.escalated === undefined ? {} : escalation(filter.escalated),
    filter.query.trim() === "" ? {} : startsWith(filter.query),
  ];
  return { $and: all.filter((condition) => Object.keys(condition).length > 0) };
}
