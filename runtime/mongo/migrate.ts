import { createHash } from "node:crypto";
import { type IndexDescription, type IndexDirection, MongoServerError } from "mongodb";
import type { Connection, Model } from "mongoose";
import type { Secrets } from "../secrets/secrets.ts";

/** A change of stored data that runs once per database, in order. It must be safe to run again after a crash. */
export interface Migration {
  /** Sortable and final, such as `2026-11-22-employee-search-key`. */
  readonly id: string;
  readonly run: (database: Connection, secrets: Secrets) => Promise<void>;
}

// biome-ignore lint/suspicious/noExplicitAny: mongoose's Model is invariant in its document type
type AnyModel = Model<any>;

/** What a migration run did. */
export interface MigrationReport {
  readonly applied: readonly string[];
  readonly collections: number;
}

interface MigrationRow {
  _id: string;
  at: Date;
  /** Of the row of collections and indexes: what they were made from. */
  shape?: string;
}

const SHAPE = "collections and indexes";

/** Tells whether collections or indexes have changed since they were last made: a start without changes asks once. */
function fingerprint(models: readonly AnyModel[]): string {
  const shapes = models.map((model) => [model.collection.name, model.schema.indexes()]);
  return createHash("sha256").update(JSON.stringify(shapes)).digest("base64url");
}

/**
 * Brings one service's database up to date: creates collections and indexes of its models, then runs the
 * migrations that are not recorded yet. Several processes may do this at once.
 */
export async function migrateDatabase(
  database: Connection,
  models: readonly AnyModel[],
  migrations: readonly Migration[],
  secrets: Secrets,
): Promise<MigrationReport> {
  const recorded = database.collection<MigrationRow>("migrations");
  const rows = await recorded.find().toArray();
  const shape = fingerprint(models);
  if (rows.find((row) => row._id === SHAPE)?.shape !== shape) {
    await Promise.all(models.map(bringUpToDate));
    await recorded.updateOne({ _id: SHAPE }, { $set: { at: new Date(), shape } }, { upsert: true });
  }
  const done = new Set(rows.map((row) => row._id));
  const applied: string[] = [];
  for (const migration of migrations.toSorted((a, b) => a.id.localeCompare(b.id))) {
    if (done.has(migration.id)) continue;
    await migration.run(database, secrets);
    await recorded.updateOne({ _id: migration.id }, { $setOnInsert: { at: new Date() } }, { upsert: true });
    applied.push(migration.id);
  }
  return { applied, collections: models.length };
}

const INDEX_NOT_FOUND = 27;
const INDEX_BUILD_ABORTED = 276;

/**
 * Makes a collection, and the indexes that it lacks. One that an earlier version made otherwise under the same name makes
 * room first; any other stays, whoever made it: an index that no version needs any more is dropped by a migration.
 * Another process that does the same at the same moment may drop what this one is making; it is looked at anew then.
 */
async function bringUpToDate(model: AnyModel): Promise<void> {
  const { toDrop, toCreate } = await model.diffIndexes({ indexOptionsToCreate: true });
  if (toCreate.length === 0) {
    await model.createCollection();
    return;
  }
  const missing = (toCreate as unknown as readonly (readonly [IndexSpec, IndexOptions])[]).map(
    ([key, options]) => ({ name: defaultIndexName(key), ...options, key }),
  );
  const names = new Set(missing.map(({ name }) => name));
  for (const name of toDrop) {
    if (!names.has(name)) continue;
    await model.collection.dropIndex(name).catch((error: unknown) => {
      if (!hasCode(error, INDEX_NOT_FOUND)) throw error; // another process did it
    });
  }
  try {
    await model.collection.createIndexes(missing);
  } catch (error) {
    if (!hasCode(error, INDEX_BUILD_ABORTED)) throw error;
    await bringUpToDate(model);
  }
}

const hasCode = (error: unknown, code: number): boolean =>
  error instanceof MongoServerError && error.code === code;

type IndexSpec = Record<string, IndexDirection>;
type IndexOptions = Omit<IndexDescription, "key">;

/** How MongoDB names an index without a name: `a_1_b_-1`. */
const defaultIndexName = (keys: IndexSpec): string =>
  Object.entries(keys)
    .map(([field, direction]) => `${field}_${direction}`)
    .join("_");
