/** Where an import stands. */
export type ImportState = "PENDING" | "RUNNING" | "COMPLETED" | "FAILED";

/** Why a row was refused. */
export type RowErrorReason =
  | "INVALID_FIELD"
  | "EMPLOYEE_EMAIL_TAKEN"
  | "MANAGER_NOT_FOUND"
  | "MANAGER_CYCLE"
  | "EMPLOYEE_LIMIT_REACHED"
  | "GROUP_BEING_DELETED";

/** What was wrong with a row. `line` is the one at which it begins, from 1; `column` is "" for the row as a whole. */
export interface RowError {
  readonly line: number;
  readonly column: string;
  readonly reason: RowErrorReason;
  readonly message: string;
}

/** How many rows came to what. */
export interface ImportCounts {
  readonly processedRows: number;
  readonly createdCount: number;
  readonly updatedCount: number;
  readonly unchangedCount: number;
  readonly deactivatedCount: number;
  readonly failedCount: number;
}

/** No rows yet. */
export const NO_ROWS: ImportCounts = {
  processedRows: 0,
  createdCount: 0,
  updatedCount: 0,
  unchangedCount: 0,
  deactivatedCount: 0,
  failedCount: 0,
};

/** Most row errors that an import keeps. */
export const MOST_ERRORS = 1_000;

/** Most rows of a file. */
export const MOST_ROWS = 100_000;

/** Days that an import can be looked up. */
export const IMPORT_RETENTION_DAYS = 90;
