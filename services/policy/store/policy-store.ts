import type { Connection, Model } from "mongoose";
import { alreadyExists, notFound } from "../../../runtime/errors.ts";
import { type Change, insert, updateOne } from "../../../runtime/mongo/change.ts";
import { afterKey, type Page, type PageRequest, pageWindow, toPage } from "../../../runtime/mongo/page.ts";
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
}

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

  /** Policies, last changed first. */
  async list(customerId: string, request: PageRequest, filter: PolicyFilter): Promise<Page<Policy>> {
    const window = pageWindow(request, filter);
    const rows = await this.#model
      .find({
        $and: [{ customerId }, ...conditions(filter), afterKey(["updateTime", "_id"], window.after, -1)],
      })
      .sort({ updateTime: -1, _id: -1 })
      .limit(window.limit + 1)
      .lean<Policy[]>();
    return toPage(rows, window, filter, (row) => [row.updateTime, row._id]);
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
  ];
}

const awaitingFor = ({ userId, roles }: NonNullable<PolicyFilter["awaiting"]>): object => ({
  awaitsDecision: true,
  awaiting: {
    $elemMatch: {
      $or: [{ userIds: userId }, { role: { $in: roles }, exceptUserIds: { $ne: userId } }],
    },
  },
});
