/** The update operators that turn one document into another: fields set, removed, and entries added to a list. */
export interface Difference {
  readonly $set?: Record<string, unknown>;
  readonly $unset?: Record<string, 1>;
  readonly $push?: Record<string, unknown>;
}

/**
 * Compares two documents field by field (top level, by identity: an untouched field keeps its value). `appended`
 * names a list that only ever grows; `most` is how many of its latest entries stay. `revision` is left out.
 */
export function difference<T extends object>(
  before: T,
  after: T,
  appended?: { readonly field: keyof T & string; readonly most: number },
): Difference {
  const was = before as Record<string, unknown>;
  const set: Record<string, unknown> = {};
  const unset: Record<string, 1> = {};
  for (const [key, value] of Object.entries(after)) {
    if (key === "revision" || key === appended?.field || value === was[key]) continue;
    if (value === undefined) unset[key] = 1;
    else set[key] = value;
  }
  const added = appended ? addedEntries(before[appended.field], after[appended.field]) : [];
  return {
    ...(Object.keys(set).length > 0 ? { $set: set } : {}),
    ...(Object.keys(unset).length > 0 ? { $unset: unset } : {}),
    ...(appended && added.length > 0
      ? { $push: { [appended.field]: { $each: added, $slice: -appended.most } } }
      : {}),
  };
}

function addedEntries(before: unknown, after: unknown): readonly unknown[] {
  return Array.isArray(before) && Array.isArray(after) ? after.slice(before.length) : [];
}

/** A document without the fields that are undefined, which would be stored as null. */
export function present<T extends object>(document: T): T {
  if (!Object.values(document).includes(undefined)) return document;
  return Object.fromEntries(Object.entries(document).filter(([, value]) => value !== undefined)) as T;
}
