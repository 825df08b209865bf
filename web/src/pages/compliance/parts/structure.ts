/** How each framework that the platform ships is divided: the part's key in the texts, and which identifiers are in it. */
const STRUCTURES: Readonly<Record<string, readonly (readonly [part: string, identifiers: RegExp])[]>> = {
  soc2: [
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => [`CC${n}`, new RegExp(`^CC${n}\\.`, "i")] as const),
    ["A", /^A\d/i],
    ["C", /^C\d/i],
    ["PI", /^PI\d/i],
    ["P", /^P\d/i],
  ],
  iso27001: [5, 6, 7, 8].map((n) => [`A${n}`, new RegExp(`^A\\.${n}\\.`, "i")] as const),
  gdpr: [
    ["principles", /^Art\. ([5-9]|1[01])\b/i],
    ["rights", /^Art\. (1[2-9]|2[0-3])\b/i],
    ["duties", /^Art\. (2[4-9]|3\d|4[0-3])\b/i],
    ["transfers", /^Art\. (4[4-9]|50)\b/i],
    ["special", /^Art\. (8[5-9]|9[01])\b/i],
  ],
  hipaa: [
    ["administrative", /^164\.308/],
    ["physical", /^164\.310/],
    ["technical", /^164\.312/],
    ["organization", /^164\.31[46]/],
    ["breach", /^164\.4/],
    ["privacy", /^164\.5/],
  ],
  "pci-dss": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((n) => [`R${n}`, new RegExp(`^${n}\\.`)] as const),
};

/** The part for what belongs to none: requirements that the customer added under names of its own. */
export const OWN_PART = "own";

/** Rows of a framework (its key, such as "soc2") by the framework's parts, in its order; parts without rows are left out. */
export function byParts<Row>(
  framework: string,
  rows: readonly Row[],
  identifierOf: (row: Row) => string,
): readonly { readonly part: string; readonly rows: readonly Row[] }[] {
  const structure = STRUCTURES[framework] ?? [];
  const partOf = (row: Row): string =>
    structure.find(([, identifiers]) => identifiers.test(identifierOf(row)))?.[0] ?? OWN_PART;
  const parts = Map.groupBy(rows, partOf);
  return [...structure.map(([part]) => part), OWN_PART].flatMap((part) => {
    const found = parts.get(part);
    return found ? [{ part, rows: found }] : [];
  });
}

/** The key of a part's title in the texts; undefined for the customer's own. */
export const partText = (framework: string, part: string): string =>
  part === OWN_PART ? "structure.own" : `structure.${framework}.${part}`;
