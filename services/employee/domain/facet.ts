/** What a facet speaks of. The first five are what an audience can ask for. */
export type FacetKind =
  | "role"
  | "department"
  | "location"
  | "group"
  | "employment_type"
  | "manager"
  | "status";

/** How texts are compared everywhere: composed, trimmed, without regard to case. */
export const textKey = (text: string): string => text.normalize("NFC").trim().toLowerCase();

/**
 * A facet: one comparable fact about a person, such as `department:finance`. Stored with the person, so that filters
 * and audiences ask for the same strings, in memory as in the database.
 */
export const facet = (kind: FacetKind, value: string): string =>
  `${kind}:${kind === "manager" ? value : textKey(value)}`;

/** The facets of several values; blank ones say nothing and give none. */
export const facets = (kind: FacetKind, values: readonly string[]): string[] =>
  values.filter((value) => value.trim() !== "").map((value) => facet(kind, value));
