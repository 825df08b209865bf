import type { Connection, Model } from "mongoose";
import { type Change, insert } from "../../../runtime/mongo/change.ts";
import { revise } from "../../../runtime/mongo/revision.ts";
import { type EmploymentRow, employmentModel } from "./employment-model.ts";

/** Which employees have left. A link and a departure at the same moment conflict here, so that one sees the other. */
export class EmploymentStore {
  readonly #model: Model<EmploymentRow>;

  constructor(database: Connection) {
    this.#model = employmentModel(database);
  }

  /** What is known of an employee; as working, when no event or link has told yet. */
  async get(customerId: string, employeeId: string): Promise<EmploymentRow> {
    const row = await this.#model.findOne({ _id: employeeId, customerId }).lean<EmploymentRow>();
    return row ?? { _id: employeeId, customerId, left: false, employeeRevision: 0, revision: 0 };
  }

  /** The write that keeps what `fields` say, if nothing has changed since `row` was read; none: that it was relied on. */
  keep(row: EmploymentRow, fields: Partial<Pick<EmploymentRow, "left" | "employeeRevision">> = {}): Change {
    if (row.revision === 0) return insert(this.#model, { ...row, ...fields, revision: 1 });
    return revise(this.#model, row, Object.keys(fields).length > 0 ? { $set: fields } : {});
  }
}
