import type { Connection, Model } from "mongoose";
import { alreadyExists, notFound } from "../../../runtime/errors.ts";
import { type Change, insert, updateOne } from "../../../runtime/mongo/change.ts";
import { afterKey, type Page, type PageRequest, pageWindow, toPage } from "../../../runtime/mongo/page.ts";
import type { Decider } from "../domain/approval.ts";
import type { Policy } from "../domain/policy.ts";
import { titleKey, wordsOf } from "../domain/title.ts";
import { changedFields } from "./changed-fields.ts";
import { policyModel } from "./policy-model.ts";
import { containsWords } from "./search.ts";

/** Which policies to list; empty strings and lists make no demand. */
export interface PolicyFilter {
  readonly statuses: readonly Policy["status"][];
  readonly type: Policy["type"] | "";
  readonly openStates: readonly string[];
  /** Whose decision is waited for: a user with their roles. Null: no demand. */
  readonly awaiting: { readonly userId: string; readonly roles: readonly number[] } | null;
  readonly ownerUserId: string;
  readonly templateId: string;
  readonly query: string;
  readonly reviewDueBefore: Date | undefined;
  readonly order: PolicyOrder;
}

/** The orders of a list, each served by an index. */
export type PolicyOrder = "LAST_CHANGED" | "TITLE" | "REVIEW_DUE";

/** An order's sort field with the direction of it and of the id, and the key of a row. */
const ORDERS = {
  LAST_CHANGED: { field: "updateTime", direction: -1, keyOf: (row: Policy) => row.updateTime },
  TITLE: { field: "titleKey", direction: 1, keyOf: (row: Policy) => row.titleKey },
  REVIEW_DUE: { field: "reviewDueTime", direction: 1, keyOf: (row: Policy) => row.reviewDueTime ?? 0 },
} as const satisfies Record<PolicyOrder, object>;

/** Named queries and changes on policies. */
export class PolicyStore {
  readonly #model: Model<Policy>;

  constructor(database: Connection) {
    this.#model = policyModel(database);
  }

  /** A policy. Throws POLICY_NOT_FOUND. */
  async get(customerId: string, policyId: string): Promise<Policy> {
    const row = await this.#model.findOne({ _id: policyId, customerId }).lean<Policy>();
    if (!row) throw notFound("policy", policyId);
    return row;
  }

  /** Throws POLICY_TITLE_TAKEN when another policy that isn't archived has the title. */
  async checkTitleFree(customerId: string, policyId: string, title: string): Promise<void> {
    const key = titleKey(title);
    const taken = await this.#model.exists({
      customerId,
      titleKey: key,
      archived: false,
      _id: { $ne: policyId },
    });
    if (taken) throw alreadyExists("policy", "title", title);
  }

  /** Policies by id, as far as the customer has them. */
  async byIds(customerId: string, ids: readonly string[]): Promise<ReadonlyMap<string, Policy>> {
    const rows = await this.#model.find({ _id: { $in: ids }, customerId }).lean<Policy[]>();
    return new Map(rows.map((row) => [row._id, row]));
  }

  /** Policies in the filter's order. */
  async list(customerId: string, request: PageRequest, filter: PolicyFilter): Promise<Page<Policy>> {
    const window = pageWindow(request, filter);
    const { field, direction, keyOf } = ORDERS[filter.order];
    const rows = await this.#model
      .find({
        $and: [{ customerId }, ...conditions(filter), afterKey([field, "_id"], window.after, direction)],
      })
      .sort({ [field]: direction, _id: direction })
      .limit(window.limit + 1)
      .lean<Policy[]>();
    return toPage(rows, window, filter, (row) => [keyOf(row), row._id]);
  }

  /** The policies of which something waits for this user's decision, last changed first. */
  async listAwaiting(
    customerId: string,
    request: PageRequest,
    { userId, roles }: Decider,
  ): Promise<Page<Policy>> {
    const awaiting = { userId, roles: [...roles].toSorted((a, b) => a - b) };
    const window = pageWindow(request, awaiting);
    const rows = await this.#model
      .find({
        $and: [{ customerId }, awaitingFor(awaiting), afterKey(["updateTime", "_id"], window.after, -1)],
      })
      .sort({ updateTime: -1, _id: -1 })
      .limit(window.limit + 1)
      .lean<Policy[]>();
    return toPage(rows, window, awaiting, (row) => [row.updateTime, row._id]);
  }

  /** The scheduler: policies whose owners are to be told of a review by now, after a place, longest due first. */
  async reviewNoticesAcrossCustomers(
    now: Date,
    after: Pick<Policy, "_id" | "reviewNoticeTime"> | undefined,
    limit: number,
  ): Promise<Policy[]> {
    const place = after?.reviewNoticeTime ? [after.reviewNoticeTime, after._id] : undefined;
    return this.#model
      .find({
        $and: [
          { reviewNoticeTime: { $lte: now, $type: "date" } },
          afterKey(["reviewNoticeTime", "_id"], place),
        ],
      })
      .sort({ reviewNoticeTime: 1, _id: 1 })
      .limit(limit)
      .lean<Policy[]>();
  }

  /** The write that adds a policy. */
  insert(row: Policy): Change {
    return insert(this.#model, row);
  }

  /**
   * The write that makes a policy what a decision made of it. It holds only if nothing of the policy, its versions and
   * its proposals was written since `before` was read, so it guards all other writes of its unit.
   */
  update(before: Policy, after: Policy): Change {
    return updateOne(
      this.#model,
      { _id: before._id, customerId: before.customerId, writes: before.writes },
      { $set: { ...changedFields(before, after), writes: before.writes + 1 } },
    );
  }
}

function conditions(filter: PolicyFilter): object[] {
  const { statuses, awaiting, openStates } = filter;
  return [
    { status: { $in: statuses.length > 0 ? statuses : ["DRAFT", "PUBLISHED"] } },
    filter.type === "" ? {} : { type: filter.type },
    openStates.length === 0 ? {} : { "open.state": { $in: openStates } },
    filter.ownerUserId === "" ? {} : { ownerUserId: filter.ownerUserId },
    filter.templateId === "" ? {} : { templateId: filter.templateId },
    awaiting ? awaitingFor(awaiting) : {},
    containsWords("searchText", wordsOf(filter.query)),
    reviewDue(filter),
  ];
}

/** Also tells the planner that the index of those with a review will do. */
function reviewDue({ reviewDueBefore, order }: PolicyFilter): object {
  if (reviewDueBefore) return { reviewDueTime: { $lt: reviewDueBefore, $type: "date" } };
  return order === "REVIEW_DUE" ? { reviewDueTime: { $type: "date" } } : {};
}

const awaitingFor = ({ userId, roles }: NonNullable<PolicyFilter["awaiting"]>): object => ({
  awaitsDecision: true,
  awaiting: {
    $elemMatch: {
      $or: [{ userIds: userId }, { role: { $in: roles }, exceptUserIds: { $ne: userId } }],
    },
  },
});
