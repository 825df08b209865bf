import type { Connection, Model } from "mongoose";
import { DomainError, notFound } from "../../../runtime/errors.ts";
import { type Change, insert, updateOne } from "../../../runtime/mongo/change.ts";
import { afterKey, type Page, type PageRequest, pageWindow, toPage } from "../../../runtime/mongo/page.ts";
import type { AuditStatus } from "../domain/audit.ts";
import type { ComplianceStatus } from "../domain/rollup.ts";
import { type CustomerComplianceRow, customerComplianceModel } from "./customer-compliance-model.ts";

/** Which customer compliances are listed; what is empty filters nothing. */
export interface CustomerComplianceFilter {
  readonly statuses: readonly ComplianceStatus[];
  readonly frameworkId: string;
  readonly policyId: string;
  readonly auditStatuses: readonly AuditStatus[];
}

/** Named queries and changes on customer compliances. */
export class CustomerComplianceStore {
  readonly #model: Model<CustomerComplianceRow>;

  constructor(database: Connection) {
    this.#model = customerComplianceModel(database);
  }

  /** A customer compliance. Throws CUSTOMER_COMPLIANCE_NOT_FOUND. */
  async get(customerId: string, id: string): Promise<CustomerComplianceRow> {
    const row = await this.#model.findOne({ _id: id, customerId }).lean<CustomerComplianceRow>();
    if (!row) throw notFound("customer compliance", id);
    return row;
  }

  /** Whether the customer tracks a framework or requirement. */
  async isTracked(customerId: string, targetId: string): Promise<boolean> {
    return (await this.#model.exists({ customerId, targetId })) !== null;
  }

  /** Throws CUSTOMER_COMPLIANCE_EXISTS when the customer tracks a framework or requirement already. */
  async checkUntracked(customerId: string, targetId: string): Promise<void> {
    if (!(await this.isTracked(customerId, targetId))) return;
    throw new DomainError("already_exists", "CUSTOMER_COMPLIANCE_EXISTS", `${targetId} is tracked already.`);
  }

  /** A page by title, then id. */
  async list(
    customerId: string,
    request: PageRequest,
    filter: CustomerComplianceFilter,
  ): Promise<Page<CustomerComplianceRow>> {
    const window = pageWindow(request, filter);
    const conditions = [
      { customerId },
      filter.frameworkId === "" ? {} : { frameworkId: filter.frameworkId },
      filter.policyId === "" ? {} : { "policies.policyId": filter.policyId },
      filter.statuses.length === 0 ? {} : { status: { $in: filter.statuses } },
      filter.auditStatuses.length === 0 ? {} : { auditStatus: { $in: filter.auditStatuses } },
      afterKey(["titleKey", "_id"], window.after),
    ];
    const rows = await this.#model
      .find({ $and: conditions })
      .sort({ titleKey: 1, _id: 1 })
      .limit(window.limit + 1)
      .lean<CustomerComplianceRow[]>();
    return toPage(rows, window, filter, (row) => [row.titleKey, row._id]);
  }

  /** All of a framework and its requirements; at most one for each. */
  inFramework(customerId: string, frameworkId: string): Promise<CustomerComplianceRow[]> {
    return this.#model.find({ customerId, frameworkId }).lean<CustomerComplianceRow[]>();
  }

  /** Those that map any of some policies, by id, from after one on. */
  mapping(
    customerId: string,
    policyIds: readonly string[],
    afterId: string,
    limit: number,
  ): Promise<CustomerComplianceRow[]> {
    return this.#model
      .find({ customerId, "policies.policyId": { $in: policyIds }, _id: { $gt: afterId } })
      .sort({ _id: 1 })
      .limit(limit)
      .hint("by_policy_and_title") // the sort alone would tempt the planner to walk all customers by _id
      .lean<CustomerComplianceRow[]>();
  }

  /** The write that adds one. */
  insert(row: CustomerComplianceRow): Change {
    return insert(this.#model, row);
  }

  /** The write that turns a row as it was read into what it is now; stale when anything has changed it meanwhile. */
  replace(row: CustomerComplianceRow, after: CustomerComplianceRow): Change {
    const { _id, customerId, ...fields } = after;
    return updateOne(this.#model, { _id, customerId, revision: row.revision }, { $set: fields });
  }
}
