import { createHash } from "node:crypto";
import { BSON } from "mongodb";
import type { Connection } from "mongoose";

/** Ids that exist, by prefix. */
export type IdPool = ReadonlyMap<string, readonly string[]>;

const TYPE_ID = /^([a-z]{3})_[0-9a-z]{26}$/;

/** Keys of rows that hold no resources but what is remembered, sent and leased. */
const isTheirs = (row: Record<string, unknown>, customerId: string): boolean =>
  row.customerId === customerId || row._id === customerId;

/**
 * The ids of everything that belongs to a customer in some databases: its rows, and what is embedded in them under `id`
 * or `_id`. References to others' things are left out.
 */
export async function idsOf(databases: readonly Connection[], customerId: string): Promise<IdPool> {
  const found = new Map<string, Set<string>>();
  const add = (id: unknown): void => {
    const prefix = typeof id === "string" ? TYPE_ID.exec(id)?.[1] : undefined;
    if (prefix) found.set(prefix, (found.get(prefix) ?? new Set()).add(String(id)));
  };
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (isPlain(value))
      for (const [key, inner] of Object.entries(value)) {
        if (key === "_id" || key === "id") add(inner);
        walk(inner);
      }
  };
  for await (const { row } of rowsOf(databases, customerId)) walk(row);
  return new Map([...found].map(([prefix, ids]) => [prefix, [...ids]]));
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** A digest per row of everything that belongs to a customer: equal digests are equal bytes. */
export async function digestsOf(
  databases: readonly Connection[],
  customerId: string,
): Promise<ReadonlyMap<string, string>> {
  const digests = new Map<string, string>();
  for await (const { place, row } of rowsOf(databases, customerId)) {
    const digest = createHash("sha256").update(BSON.serialize(row)).digest("hex");
    digests.set(`${place} ${String(row._id)}`, digest);
  }
  return digests;
}

async function* rowsOf(
  databases: readonly Connection[],
  customerId: string,
): AsyncGenerator<{ readonly place: string; readonly row: Record<string, unknown> }> {
  for (const database of databases) {
    const db = database.db;
    if (!db) throw new Error(`${database.name} is not connected`);
    for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray()) {
      for await (const row of db.collection<Record<string, unknown>>(name).find().sort({ _id: 1 })) {
        if (isTheirs(row, customerId)) yield { place: `${database.name}.${name}`, row };
      }
    }
  }
}
