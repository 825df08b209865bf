import { type Filter, refused } from "./filter.ts";

/** What one kind of resource offers to be searched by. */
export interface Offer<S extends object> {
  /** The schema whose prefix an attribute may have. */
  readonly urn: string;
  /** Attributes, in lower case, that every resource has. */
  readonly isPresent: ReadonlySet<string>;
  /** The selection for an equality on an attribute (lower case, without the prefix); undefined if no index serves it. */
  readonly eq: (path: string, value: boolean | null | number | string) => S | undefined;
  /** What meets both; undefined if nothing can. */
  readonly combine: (a: S, b: S) => S | undefined;
  /** Whether it finds few by itself. */
  readonly isNarrow: (selection: S) => boolean;
}

/** Most alternatives of one filter. */
export const MOST_ALTERNATIVES = 20;

/**
 * A filter as alternatives, each of which an index serves; the filter means what any of them finds. An empty list means
 * nothing at all. There are several only if each is narrow, so that they can be looked up one by one. Throws
 * invalidFilter for everything else: there is no search by reading all resources.
 */
export function selectionsOf<S extends object>(filter: Filter, offer: Offer<S>): readonly S[] {
  const found = alternatives(filter, offer, "");
  if (found.length > 1 && !found.every(offer.isNarrow))
    throw refused("With `or`, each side must name an id or a unique value.");
  return found;
}

function alternatives<S extends object>(filter: Filter, offer: Offer<S>, within: string): readonly S[] {
  switch (filter.op) {
    case "and":
      return filter.filters
        .map((one) => alternatives(one, offer, within))
        .reduce((some, more) => bounded(some.flatMap((a) => more.flatMap((b) => offer.combine(a, b) ?? []))));
    case "or":
      return bounded(filter.filters.flatMap((one) => alternatives(one, offer, within)));
    case "[]":
      if (within !== "") throw refused("Brackets can't stand in brackets.");
      return alternatives(filter.valFilter, offer, pathOf(filter.attrPath, offer, ""));
    case "eq": {
      const path = pathOf(filter.attrPath, offer, within);
      // All values that are kept are of this type.
      if (within !== "" && path === `${within}.type`)
        return String(filter.compValue) === "work" ? [{} as S] : [];
      if (within !== "" && path === `${within}.primary`)
        return String(filter.compValue) === "true" ? [{} as S] : [];
      const selection = offer.eq(path, filter.compValue);
      if (!selection) throw refused(`${filter.attrPath} can't be searched by.`);
      return [selection];
    }
    case "pr": {
      if (offer.isPresent.has(pathOf(filter.attrPath, offer, within))) return [{} as S];
      throw refused(`Whether there is a ${filter.attrPath} can't be searched by.`);
    }
    default:
      throw refused(`${filter.op} can't be searched by.`);
  }
}

function bounded<S>(some: readonly S[]): readonly S[] {
  if (some.length > MOST_ALTERNATIVES) throw refused(`It has more than ${MOST_ALTERNATIVES} alternatives.`);
  return some;
}

function pathOf(attrPath: string, { urn }: { readonly urn: string }, within: string): string {
  const path = attrPath.toLowerCase();
  if (within !== "") return `${within}.${path}`;
  const prefix = `${urn.toLowerCase()}:`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : path;
}

/** Two selections as one; undefined when they want different values of the same field. */
export function combine<S extends object>(
  a: S,
  b: S,
  same: (field: string, x: unknown, y: unknown) => boolean,
): S | undefined {
  const clash = Object.entries(b).some(([field, value]) => {
    const other: unknown = Reflect.get(a, field);
    return other !== undefined && !same(field, other, value);
  });
  return clash ? undefined : { ...b, ...a };
}
