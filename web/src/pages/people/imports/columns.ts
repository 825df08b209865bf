import type { CsvRecord } from "./csv.ts";

/** The columns with a fixed name that an import takes. */
export const COLUMNS = [
  "name",
  "email",
  "department",
  "location",
  "employment_type",
  "locale",
  "roles",
  "groups",
  "manager_email",
  "join_date",
  "status",
] as const;

/** What a column of the file means. The two parts of a name become one. */
export type Meaning = (typeof COLUMNS)[number] | "first_name" | "last_name" | "attribute" | "ignore";

/** All of them, in the order in which they are offered. */
export const MEANINGS: readonly Meaning[] = [
  "ignore",
  "name",
  "first_name",
  "last_name",
  ...COLUMNS.slice(1),
  "attribute",
];

/** Usual headings, in letters and digits alone. */
const USUAL: Readonly<Record<Exclude<Meaning, "attribute" | "ignore">, string>> = {
  name: "name fullname displayname employee employeename mitarbeiter mitarbeiterin nomcomplet",
  first_name: "firstname givenname forename vorname prenom",
  last_name: "lastname surname familyname nachname familienname nom nomdefamille",
  email:
    "email mail emailaddress workemail emailadresse mailadresse adressemail courriel adresseelectronique",
  department: "department dept division abteilung bereich service departement",
  location: "location site office city standort ort arbeitsort lieu ville",
  employment_type:
    "employmenttype contracttype employment vertragsart anstellung beschaftigungsart typedecontrat contrat",
  locale: "locale language lang sprache langue",
  roles:
    "role roles jobrole jobroles jobtitle title position funktion funktionen stelle fonction fonctions poste",
  groups: "group groups team teams gruppe gruppen groupe groupes equipe",
  manager_email:
    "manageremail manager supervisor supervisoremail vorgesetzter vorgesetzte responsable emaildumanager",
  join_date:
    "joindate startdate hiredate hired entrydate eintritt eintrittsdatum dateentree datedembauche dateentre",
  status: "status employeestatus statut",
};

/** Guesses what the columns mean by their headings; each meaning but "further fact" is given once. */
export function guessMeanings(headings: readonly string[]): Meaning[] {
  const taken = new Set<Meaning>();
  return headings.map((heading) => {
    const plain = heading
      .normalize("NFKD")
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, "");
    if (/^attributes\./i.test(heading.trim())) return "attribute";
    const found = MEANINGS.find(
      (meaning) =>
        (meaning !== "ignore" && meaning !== "attribute" && USUAL[meaning].split(" ").includes(plain)) ||
        plain === meaning.replaceAll("_", ""),
    );
    if (!found || found === "ignore" || found === "attribute" || taken.has(found)) return "ignore";
    taken.add(found);
    return found;
  });
}

/** What keeps the columns from being read. */
export type MappingProblem =
  | { readonly kind: "missing" }
  | { readonly kind: "twice"; readonly meaning: Meaning };

/** Whether names and addresses are there, and nothing twice. */
export function mappingProblem(meanings: readonly Meaning[]): MappingProblem | undefined {
  const twice = meanings.find(
    (meaning, i) => meaning !== "ignore" && meaning !== "attribute" && meanings.indexOf(meaning) !== i,
  );
  if (twice) return { kind: "twice", meaning: twice };
  const has = (meaning: Meaning): boolean => meanings.includes(meaning);
  const named = has("name") || (has("first_name") && has("last_name"));
  return named && has("email") ? undefined : { kind: "missing" };
}

/** The file as the import takes it: columns by their fixed names, each row at the line at which it stood. */
export function mapRecords(records: readonly CsvRecord[], meanings: readonly Meaning[]): CsvRecord[] {
  const [head, ...rows] = records;
  if (!head) return [];
  const at = (meaning: Meaning): number => meanings.indexOf(meaning);
  const columns: { readonly title: string; readonly cell: (fields: readonly string[]) => string }[] = [];
  const cell = (fields: readonly string[], index: number): string => (fields[index] ?? "").trim();
  for (const title of COLUMNS) {
    if (at(title) >= 0) columns.push({ title, cell: (fields) => cell(fields, at(title)) });
    else if (title === "name")
      columns.push({
        title,
        cell: (fields) => `${cell(fields, at("first_name"))} ${cell(fields, at("last_name"))}`.trim(),
      });
  }
  for (const [index, meaning] of meanings.entries())
    if (meaning === "attribute")
      columns.push({
        title: `attributes.${attributeKey(head.fields[index] ?? "", index)}`,
        cell: (fields) => cell(fields, index),
      });
  return [
    { line: head.line, fields: columns.map(({ title }) => title) },
    ...rows.map(({ line, fields }) => ({ line, fields: columns.map((column) => column.cell(fields)) })),
  ];
}

/** A fact's name of a heading: letters, digits and `_.-` alone. */
const attributeKey = (heading: string, index: number): string =>
  heading
    .trim()
    .replace(/^attributes\./i, "")
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^A-Za-z0-9_.-]+/g, "_")
    .replaceAll(/^_+|_+$/g, "")
    .slice(0, 64) || `column_${index + 1}`;
