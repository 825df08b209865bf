import type { Connection, Model } from "mongoose";
import { notFound } from "../../../runtime/errors.ts";
import { type Change, insert } from "../../../runtime/mongo/change.ts";
import { afterKey, type Page, type PageRequest, pageWindow, toPage } from "../../../runtime/mongo/page.ts";
import { revise } from "../../../runtime/mongo/revision.ts";
import type { AuditState } from "../domain/audit.ts";
import { type AuditRow, auditModel } from "./audit-model.ts";

/** Which audits are listed; what is empty filters nothing. */
export interface AuditFilter {
  readonly customerComplianceId: string;
  readonly states: readonly AuditState[];
  /** Bounds of the scheduled time, the second one exclusive. */
  readonly from: Date | undefined;
  readonly before: Date | undefined;
}

/** Named queries and changes on audits. */
export class AuditStore {
  readonly #model: Model<AuditRow>;

  constructor(database: Connection) {
    this.#model = auditModel(database);
  }

  /** An audit. Throws AUDIT_NOT_FOUND. */
  async get(customerId: string, auditId: string): Promise<AuditRow> {
    const row = await this.#model.findOne({ _id: auditId, customerId }).lean<AuditRow>();
    if (!row) throw notFound("audit", auditId);
    return row;
  }

  /** A page of audits, latest scheduled time first. */
  async list(customerId: string, request: PageRequest, filter: AuditFilter): Promise<Page<AuditRow>> {
    const window = pageWindow(request, filter);
    const { customerComplianceId, states, from, before } = filter;
    const conditions = [
      { customerId },
      customerComplianceId === "" ? {} : { customerComplianceId },
      states.length === 0 ? {} : { state: { $in: states } },
      from ? { scheduledTime: { $gte: from } } : {},
      before ? { scheduledTime: { $lt: before } } : {},
      afterKey(["scheduledTime", "_id"], window.after, -1),
    ];
    const rows = await this.#model
      .find({ $and: conditions })
      .sort({ scheduledTime: -1, _id: -1 })
      .limit(window.limit + 1)
      .lean<AuditRow[]>();
    return toPage(rows, window, filter, (row) => [row.scheduledTime, row._id]);
  }

  /** The write that adds an audit. */
  insert(row: AuditRow): Change {
    return insert(this.#model, row);
  }

  /** The write that changes an audit's fields. */
  update(row: AuditRow, fields: Partial<AuditRow>): Change {
    return revise(this.#model, row, { $set: fields });
  }
}
