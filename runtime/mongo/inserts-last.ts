import type { Change } from "./change.ts";

/**
 * Changes in the order in which a transaction runs them: documents that are added where nothing else is changed come
 * last, those of a collection side by side, since MongoDB writes neighbouring inserts as one. All else keeps its place.
 */
export function insertsLast<E extends { readonly change: Change }>(entries: readonly E[]): E[] {
  const changedOtherwise = new Set(
    entries.flatMap(({ change: { model } }) => (model.name === "insertOne" ? [] : [model.namespace])),
  );
  const keepsPlace = ({ change }: E) => changedOtherwise.has(change.model.namespace);
  const inserts = Map.groupBy(
    entries.filter((entry) => !keepsPlace(entry)),
    ({ change }) => change.model.namespace,
  );
  return [...entries.filter(keepsPlace), ...[...inserts.values()].flat()];
}
