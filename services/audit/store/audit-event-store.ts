import type { Connection, Model } from "mongoose";
import { notFound } from "../../../runtime/errors.ts";
import { type Change, type ChangeOptions, insert } from "../../../runtime/mongo/change.ts";
import { afterKey, type Page, type PageRequest, pageWindow, toPage } from "../../../runtime/mongo/page.ts";
import { type AuditEventRow, auditEventModel } from "./audit-event-model.ts";

/** Which events are listed; an empty text leaves that condition out. */
export interface AuditEventFilter {
  readonly type: string;
  readonly subject: string;
  readonly actorUserId: string;
  /** Inclusive. */
  readonly startTime: Date | undefined;
  /** Exclusive. */
  readonly endTime: Date | undefined;
}

/** Named queries and the one write of the ledger. */
export class AuditEventStore {
  readonly #model: Model<AuditEventRow>;

  constructor(database: Connection) {
    this.#model = auditEventModel(database);
  }

  /** One event. `customerId` empty: an event of the platform. Throws AUDIT_EVENT_NOT_FOUND. */
  async get(customerId: string, eventId: string): Promise<AuditEventRow> {
    const row = await this.#model.findOne({ _id: eventId, customerId }).lean<AuditEventRow>();
    if (!row) throw notFound("audit event", eventId);
    return row;
  }

  /** Events, newest first. `customerId` empty: those of the platform. */
  async list(
    customerId: string,
    request: PageRequest,
    filter: AuditEventFilter,
  ): Promise<Page<AuditEventRow>> {
    const fingerprint = { customerId, ...filter };
    const window = pageWindow(request, fingerprint);
    const rows = await this.#model
      .find(auditEventQuery(customerId, filter, window.after))
      .sort({ time: -1, _id: -1 })
      .limit(window.limit + 1)
      .lean<AuditEventRow[]>();
    return toPage(rows, window, fingerprint, (row) => [row.time, row._id]);
  }

  /** The write that records an event, once for ever; `options` say what a second time is. */
  record(row: AuditEventRow, options: ChangeOptions): Change {
    return insert(this.#model, row, options);
  }
}

/**
 * The MongoDB query of a list. The bounds on `time` stand beside the exact "after this key", so that every page is a
 * narrow range of one index.
 */
export function auditEventQuery(
  customerId: string,
  filter: AuditEventFilter,
  after: readonly (string | number | Date)[] | undefined,
): object {
  const { type, subject, actorUserId, startTime, endTime } = filter;
  return {
    customerId,
    ...(type ? { type } : {}),
    ...(subject ? { subject } : {}),
    ...(actorUserId ? { "actor.userId": actorUserId } : {}),
    $and: [
      startTime ? { time: { $gte: startTime } } : {},
      endTime ? { time: { $lt: endTime } } : {},
      after ? { time: { $lte: after[0] } } : {},
      afterKey(["time", "_id"], after, -1),
    ],
  };
}
