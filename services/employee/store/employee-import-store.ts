import type { Connection, Model } from "mongoose";
import { failedPrecondition, notFound } from "../../../runtime/errors.ts";
import { type Change, insert, removeMany } from "../../../runtime/mongo/change.ts";
import { revise } from "../../../runtime/mongo/revision.ts";
import type { RowError } from "../domain/employee-import.ts";
import {
  type EmployeeImportRow,
  employeeImportModel,
  type ImportFileRow,
  importFileModel,
} from "./employee-import-model.ts";

/** Named queries and changes on imports and their files. */
export class EmployeeImportStore {
  readonly #imports: Model<EmployeeImportRow>;
  readonly #files: Model<ImportFileRow>;

  constructor(database: Connection) {
    this.#imports = employeeImportModel(database);
    this.#files = importFileModel(database);
  }

  /** An import that has not expired. Throws EMPLOYEE_IMPORT_NOT_FOUND. */
  async get(customerId: string, importId: string, now: Date): Promise<EmployeeImportRow> {
    const row = await this.#imports
      .findOne({ _id: importId, customerId, expireAt: { $gt: now } })
      .lean<EmployeeImportRow | null>();
    if (!row) throw notFound("employee import", importId);
    return row;
  }

  /** The unfinished import that has waited longest for its turn. */
  nextActiveAcrossCustomers(): Promise<EmployeeImportRow | null> {
    return this.#imports.findOne({ active: true }).sort({ servedTime: 1 }).lean<EmployeeImportRow | null>();
  }

  /** How many imports have not finished. */
  countActiveAcrossCustomers(): Promise<number> {
    return this.#imports.countDocuments({ active: true }).hint("active_by_turn");
  }

  /** The bytes of an unfinished import's file. */
  async file(customerId: string, importId: string): Promise<Uint8Array> {
    const row = await this.#files
      .findOne({ _id: importId, customerId })
      .lean<{ readonly csv: { readonly buffer: Uint8Array } } | null>();
    if (!row) throw new Error(`the file of ${importId} is gone`);
    return row.csv.buffer;
  }

  /** The writes that take in an import; refused with IMPORT_RUNNING while the customer has another one. */
  insert(row: EmployeeImportRow, csv: Uint8Array): Change[] {
    const orElse = (): Error =>
      failedPrecondition("IMPORT_RUNNING", "The last import has not finished yet. Try again when it has.");
    return [
      insert(this.#imports, row, { orElse }),
      insert(this.#files, { _id: row._id, customerId: row.customerId, csv: Buffer.from(csv) }),
    ];
  }

  /** The write with which an import begins, or a dry run begins anew. */
  restart(row: EmployeeImportRow, fields: Partial<EmployeeImportRow>): Change {
    return revise(this.#imports, row, { $set: fields });
  }

  /** The write that notes progress; `errors` are those found since. */
  advance(
    row: EmployeeImportRow,
    fields: Partial<Omit<EmployeeImportRow, "rowErrors">>,
    errors: readonly RowError[] = [],
  ): Change {
    return revise(this.#imports, row, {
      $set: fields,
      ...(errors.length > 0 ? { $push: { rowErrors: { $each: errors } } } : {}),
    });
  }

  /** The writes that end an import and drop its file. */
  finish(row: EmployeeImportRow, fields: Partial<EmployeeImportRow>): Change[] {
    return [
      revise(this.#imports, row, { $set: fields, $unset: { active: 1 } }),
      removeMany(this.#files, { _id: row._id, customerId: row.customerId }),
    ];
  }
}
