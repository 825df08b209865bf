import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";
import type { ImportCounts, ImportState, RowError } from "../domain/employee-import.ts";

/** An import with its progress and result. */
export interface EmployeeImportRow extends ImportCounts {
  _id: string;
  customerId: string;
  state: ImportState;
  /** Present until it has finished; one per customer. */
  active?: true;
  validateOnly: boolean;
  deactivateMissing: boolean;
  totalRows: number;
  /** Rows of the plan that are done. */
  cursor: number;
  /** While those are deactivated whom the file doesn't name: the last employee looked at. */
  missingCursor: string;
  rowErrors: RowError[];
  failure: string;
  userId: string;
  userName: string;
  createTime: Date;
  startTime?: Date;
  finishTime?: Date;
  /** When it was served last: the one that waits longest is next. */
  servedTime: Date;
  expireAt: Date;
  revision: number;
}

/** The file of an import that has not finished. */
export interface ImportFileRow {
  /** Import id. */
  _id: string;
  customerId: string;
  csv: Buffer;
}

const schema = defineSchema<EmployeeImportRow>("imports", {
  _id: { type: String, required: true },
  customerId: { type: String, required: true, ref: "customer.Customer" },
  state: { type: String, required: true },
  active: { type: Boolean },
  validateOnly: { type: Boolean, required: true },
  deactivateMissing: { type: Boolean, required: true },
  totalRows: { type: Number, required: true },
  processedRows: { type: Number, required: true },
  createdCount: { type: Number, required: true },
  updatedCount: { type: Number, required: true },
  unchangedCount: { type: Number, required: true },
  deactivatedCount: { type: Number, required: true },
  failedCount: { type: Number, required: true },
  cursor: { type: Number, required: true },
  missingCursor: { type: String },
  rowErrors: { type: [Object], required: true },
  failure: { type: String },
  userId: { type: String, ref: "identity.User" },
  userName: { type: String },
  createTime: { type: Date, required: true },
  startTime: { type: Date },
  finishTime: { type: Date },
  servedTime: { type: Date, required: true },
  expireAt: { type: Date, required: true },
  revision: { type: Number, required: true },
});
schema.index(
  { customerId: 1 },
  { name: "one_active", unique: true, partialFilterExpression: { active: true } },
);
schema.index({ servedTime: 1 }, { name: "active_by_turn", partialFilterExpression: { active: true } });
schema.index({ expireAt: 1 }, { name: "expiry", expireAfterSeconds: 0 });

const fileSchema = defineSchema<ImportFileRow>("import_files", {
  _id: { type: String, required: true, ref: "employee.EmployeeImport" },
  customerId: { type: String, required: true, ref: "customer.Customer" },
  csv: { type: Buffer, required: true },
});

/** Imports, kept for 90 days. */
export const employeeImportModel = (database: Connection): Model<EmployeeImportRow> =>
  defineModel(database, "EmployeeImport", schema);

/** Files of imports that wait or run. */
export const importFileModel = (database: Connection): Model<ImportFileRow> =>
  defineModel(database, "ImportFile", fileSchema);
