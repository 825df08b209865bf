import type { Connection, Model } from "mongoose";

/** A change of stored data that runs once per database, in order. It must be safe to run again after a crash. */
export interface Migration {
  /** Sortable and final, such as `2026-11-22-employee-search-key`. */
  readonly id: string;
  readonly run: (database: Connection) => Promise<void>;
}

/** What a migration run did. */
export interface MigrationReport {
  readonly applied: readonly string[];
  readonly collections: number;
}

/**
 * Brings one service's database up to date: creates collections and indexes of its models, then runs the
 * migrations that are not recorded yet. Several processes may do this at once.
 */
export async function migrateDatabase(
  database: Connection,
  // biome-ignore lint/suspicious/noExplicitAny: mongoose's Model is invariant in its document type
  models: readonly Model<any>[],
  migrations: readonly Migration[],
): Promise<MigrationReport> {
  for (const model of models) {
    await model.createCollection();
    await model.createIndexes();
  }
  const recorded = database.collection<{ _id: string; at: Date }>("migrations");
  const done = new Set((await recorded.find().toArray()).map((row) => row._id));
  const applied: string[] = [];
  for (const migration of migrations.toSorted((a, b) => a.id.localeCompare(b.id))) {
    if (done.has(migration.id)) continue;
    await migration.run(database);
    await recorded.updateOne({ _id: migration.id }, { $setOnInsert: { at: new Date() } }, { upsert: true });
    applied.push(migration.id);
  }
  return { applied, collections: models.length };
}
