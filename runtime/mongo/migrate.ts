import { createHash } from "node:crypto";
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
    for (const model of models) {
      await model.createCollection();
      await model.createIndexes();
    }
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
