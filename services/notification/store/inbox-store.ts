import type { Connection, Model } from "mongoose";
import { type Change, updateMany } from "../../../runtime/mongo/change.ts";
import { afterKey, type Page, type PageRequest, pageWindow, toPage } from "../../../runtime/mongo/page.ts";
import { ReadTogether } from "../../../runtime/mongo/read-together.ts";
import type { Kind } from "../domain/message.ts";
import { type DeliveryRow, deliveryModel } from "./delivery-model.ts";

/** Which entries of an inbox to list. */
export interface InboxFilter {
  readonly unreadOnly: boolean;
  /** Undefined: all. */
  readonly kinds: readonly Kind[] | undefined;
}

/** An unread entry, as needed to mark it. */
export type UnreadEntry = Pick<DeliveryRow, "_id" | "recipient" | "kind" | "resourceId">;

/** Named queries and changes on inboxes: the in-app deliveries. `owners` are a user's own id and the employee's. */
export class InboxStore {
  readonly #model: Model<DeliveryRow>;
  readonly #unread: ReadTogether<UnreadEntry[]>;

  constructor(database: Connection) {
    this.#model = deliveryModel(database);
    this.#unread = new ReadTogether(async (customerId, resourceIds) => {
      const entries = await this.#model
        .find(
          { customerId, resourceId: { $in: resourceIds }, unread: true },
          { _id: 1, recipient: 1, kind: 1, resourceId: 1 },
        )
        .lean<UnreadEntry[]>();
      return Map.groupBy(entries, (entry) => entry.resourceId);
    });
  }

  /** Lists an inbox, newest first. */
  async list(
    customerId: string,
    owners: readonly string[],
    request: PageRequest,
    filter: InboxFilter,
  ): Promise<Page<DeliveryRow>> {
    const window = pageWindow(request, { ...filter, owners });
    const rows = await this.#model
      .find({
        customerId,
        recipient: { $in: owners },
        channel: "in_app",
        ...(filter.unreadOnly ? { unread: true } : {}),
        ...(filter.kinds ? { kind: { $in: filter.kinds } } : {}),
        ...afterKey(["_id"], window.after, -1),
      })
      .sort({ _id: -1 })
      .limit(window.limit + 1)
      .hint(filter.unreadOnly ? "unread" : "by_recipient")
      .lean<DeliveryRow[]>();
    return toPage(rows, window, { ...filter, owners }, (row) => [row._id]);
  }

  /** How many entries are unread. */
  countUnread(customerId: string, owners: readonly string[]): Promise<number> {
    return this.#model.countDocuments({ customerId, recipient: { $in: owners }, unread: true });
  }

  /** How many of some entries are unread. */
  countUnreadAmong(customerId: string, owners: readonly string[], ids: readonly string[]): Promise<number> {
    return this.#model.countDocuments({
      customerId,
      recipient: { $in: owners },
      unread: true,
      _id: { $in: ids },
    });
  }

  /** The write that marks an inbox, or only some of its entries, as read. */
  markRead(
    customerId: string,
    owners: readonly string[],
    ids: readonly string[] | undefined,
    now: Date,
  ): Change {
    return updateMany(
      this.#model,
      { customerId, recipient: { $in: owners }, unread: true, ...(ids ? { _id: { $in: ids } } : {}) },
      readAt(now),
    );
  }

  /** The unread entries of some kinds about some resources. */
  async unreadAbout(
    customerId: string,
    kinds: readonly Kind[],
    resourceIds: readonly string[],
  ): Promise<UnreadEntry[]> {
    const entries = await this.#unread.among(customerId, resourceIds);
    return [...entries.values()].flat().filter(({ kind }) => kinds.includes(kind));
  }

  /** The write that marks entries as read because what they ask for was settled. */
  settle(customerId: string, entries: readonly UnreadEntry[], now: Date): Change {
    return updateMany(
      this.#model,
      { _id: { $in: entries.map((entry) => entry._id) }, customerId, unread: true },
      readAt(now),
    );
  }
}

const readAt = (now: Date): object => ({
  $set: { readTime: now, updateTime: now },
  $unset: { unread: 1 },
  $inc: { revision: 1 },
});
