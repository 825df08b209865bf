import type { Connection, Model } from "mongoose";
import { notFound } from "../../../runtime/errors.ts";
import { type Change, insert, updateIfPresent, updateMany } from "../../../runtime/mongo/change.ts";
import { documentsById, ReadTogether } from "../../../runtime/mongo/read-together.ts";
import { revise } from "../../../runtime/mongo/revision.ts";
import type { Obligation, Status } from "../domain/obligation.ts";
import { type ObligationRow, obligationModel } from "./obligation-model.ts";
import { difference, present } from "./row-difference.ts";

/** Entries of a history that are kept: far more than reminders and escalations can make. */
const HISTORY_KEPT = 1_000;
/** What decisions need not read; new history is only appended. */
const FOR_DECISIONS = { history: 0, evidence: 0, receipt: 0 } as const;

/** An obligation that time does something to now. */
export interface DueRow {
  readonly _id: string;
  readonly customerId: string;
  readonly employeeId: string;
  readonly policyId: string;
}

/** Named queries and changes on obligations. */
export class ObligationStore {
  readonly #model: Model<ObligationRow>;
  readonly #byId: ReadTogether<ObligationRow>;

  constructor(database: Connection) {
    this.#model = obligationModel(database);
    this.#byId = new ReadTogether(documentsById(this.#model));
  }

  /** One obligation with everything. Throws ACKNOWLEDGEMENT_NOT_FOUND. */
  async get(customerId: string, id: string): Promise<Obligation> {
    const row = await this.#byId.find(customerId, id);
    if (!row) throw notFound("acknowledgement", id);
    return row;
  }

  /** One person's own obligation. Throws ACKNOWLEDGEMENT_NOT_FOUND, also when it is somebody else's. */
  async getOwn(customerId: string, employeeId: string, id: string): Promise<Obligation> {
    const row = await this.get(customerId, id);
    if (row.employeeId !== employeeId) throw notFound("acknowledgement", id);
    return row;
  }

  /** All obligations of people for a policy, without history and evidence. */
  async ofPeople(
    customerId: string,
    policyId: string,
    employeeIds: readonly string[],
  ): Promise<Obligation[]> {
    return this.#decisionRows({ customerId, employeeId: { $in: employeeIds }, policyId });
  }

  /** All obligations of a person in a status, or in any. */
  async ofPerson(customerId: string, employeeId: string, status?: Status): Promise<Obligation[]> {
    return this.#decisionRows({ customerId, employeeId, ...(status ? { status } : {}) });
  }

  /** The pending obligations of people that time does something to now. */
  async dueOfPeople(customerId: string, employeeIds: readonly string[], now: Date): Promise<Obligation[]> {
    return this.#decisionRows({
      customerId,
      employeeId: { $in: employeeIds },
      status: "PENDING",
      nextStepTime: { $lte: now },
    });
  }

  /** Obligations by id, as far as the customer has them. */
  async byIds(customerId: string, ids: readonly string[]): Promise<Obligation[]> {
    return this.#decisionRows({ _id: { $in: ids }, customerId });
  }

  /** The last signature of a person under a policy, if any. */
  async lastSigned(
    customerId: string,
    employeeId: string,
    policyId: string,
  ): Promise<Obligation | undefined> {
    const rows = await this.#decisionRows({ customerId, employeeId, policyId, status: "ACKNOWLEDGED" });
    return rows.toSorted((a, b) => (b.signTime?.getTime() ?? 0) - (a.signTime?.getTime() ?? 0))[0];
  }

  /** The signature of a person under a policy before another of theirs, or their last if that isn't signed. */
  async signedBefore({
    _id,
    customerId,
    employeeId,
    policyId,
    signTime,
  }: Obligation): Promise<Obligation | undefined> {
    const rows = await this.#decisionRows({
      customerId,
      employeeId,
      policyId,
      status: "ACKNOWLEDGED",
      _id: { $ne: _id },
      ...(signTime ? { signTime: { $lte: signTime } } : {}),
    });
    return rows.toSorted((a, b) => (b.signTime?.getTime() ?? 0) - (a.signTime?.getTime() ?? 0))[0];
  }

  /** The scheduler: what is due in a status, longest first, leaving out customers that failed before. */
  async dueAcrossCustomers(
    status: Status,
    now: Date,
    limit: number,
    without: readonly string[],
  ): Promise<DueRow[]> {
    return this.#model
      .find({
        status,
        nextStepTime: { $lte: now },
        ...(without.length > 0 ? { customerId: { $nin: without } } : {}),
      })
      .sort({ nextStepTime: 1, _id: 1 })
      .limit(limit)
      .select({ customerId: 1, employeeId: 1, policyId: 1 })
      .lean<DueRow[]>();
  }

  /** The write that adds an obligation. */
  insert(obligation: Obligation): Change {
    return insert(this.#model, present(obligation));
  }

  /** The write that turns one state of an obligation into the next, if nobody else has changed it. */
  update(before: Obligation, after: Obligation): Change {
    return revise(this.#model, before, difference(before, after, { field: "history", most: HISTORY_KEPT }));
  }

  /** The write that plans an obligation's next step anew; no change that anybody sees. */
  plan(before: Obligation, nextStepTime: Date | undefined): Change {
    const filter = { _id: before._id, customerId: before.customerId, revision: before.revision };
    const update = nextStepTime ? { $set: { nextStepTime } } : { $unset: { nextStepTime: 1 } };
    return updateIfPresent(this.#model, filter, update);
  }

  /** The write that lets time do nothing to obligations until they are planned anew. */
  park(customerId: string, ids: readonly string[]): Change {
    return updateMany(this.#model, { _id: { $in: ids }, customerId }, { $unset: { nextStepTime: 1 } });
  }

  /** The write after which signatures need no renewal. */
  endRenewals(customerId: string, ids: readonly string[], updateTime: Date): Change {
    return updateMany(
      this.#model,
      { _id: { $in: ids }, customerId, status: "ACKNOWLEDGED" },
      { $unset: { renewalDueTime: 1, nextStepTime: 1 }, $set: { updateTime }, $inc: { revision: 1 } },
    );
  }

  async #decisionRows(filter: object): Promise<Obligation[]> {
    const rows = await this.#model.find(filter).select(FOR_DECISIONS).lean<ObligationRow[]>();
    return rows.map((row) => ({ ...row, history: [] }));
  }
}
