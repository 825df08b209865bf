import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { DomainError } from "../../../runtime/errors.ts";
import { UnreadableCsvError } from "./csv.ts";
import { type ImportPlan, planImport } from "./import-plan.ts";

const plan = (...lines: string[]): Promise<ImportPlan> => planImport(Buffer.from(lines.join("\n")));
const refusal = (text: string) =>
  plan(text).then(
    () => "ok",
    (error: unknown) => {
      if (error instanceof DomainError) return `${error.reason}: ${error.message}`;
      if (error instanceof UnreadableCsvError) return error.message;
      throw error;
    },
  );
/** Each planned row as `line email` or `line column reason`. */
const brief = ({ rows }: ImportPlan) =>
  rows.map((planned) =>
    "row" in planned
      ? `${planned.row.line} ${planned.row.email}`
      : planned.errors.map((error) => `${error.line} ${error.column} ${error.reason}`).join("; "),
  );

describe("the header", () => {
  test("may have its columns in any order and case, between commas or semicolons", async () => {
    const semicolons = await plan("EMAIL;Name;Attributes.cost_Center;roles", "a@example.com;Ada;47;x | y|");
    expect(semicolons.rows).toEqual([
      {
        row: {
          line: 2,
          name: "Ada",
          email: "a@example.com",
          emailKey: "a@example.com",
          roles: ["x", "y"],
          attributes: [{ key: "cost_Center", value: "47" }],
        },
      },
    ]);
    expect(brief(await plan('"name","email"', "Ada,a@example.com"))).toEqual(["2 a@example.com"]);
    expect(brief(await plan('"name";"email"', "Ada;a@example.com"))).toEqual(["2 a@example.com"]);
  });

  test.each([
    [
      "name,department",
      "There is no column email. The first line must name the columns, separated by commas or semicolons.",
    ],
    ["name\temail", 'The column "name\temail" is unknown.'],
    ["name,email,Name", "The column name is there twice."],
    ["name,email,", "Column 3 has no name."],
    ["name,email,salary", 'The column "salary" is unknown.'],
    ["name,email,attributes.a b", 'The column "attributes.a b" is unknown.'],
    ["", "The first line is empty. It must name the columns."],
    ['name,"email', "Line 1: a quote is opened and never closed."],
  ])("%j is refused", async (header, message) => {
    expect(await refusal(`${header}\nx,y`)).toContain(`CSV_HEADER_INVALID: ${message}`);
  });
});

describe("a row", () => {
  test("is refused with every cell that is wrong; the others are taken", async () => {
    const result = await plan(
      "name,email,join_date,status,locale,manager_email",
      ",nobody,2026-02-30,gone,deutsch!,me",
      "Ada,ada@example.com,,,,",
      "Ben,ben@example.com",
      "",
      '"Cy\nCrow",cy@example.com,2026-02-28,ON_LEAVE,de-CH,ada@example.com',
      "Dee,ADA@example.com,,,,",
    );
    expect(brief(result)).toEqual([
      [
        "2 name INVALID_FIELD",
        "2 email INVALID_FIELD",
        "2 join_date INVALID_FIELD",
        "2 status INVALID_FIELD",
        "2 locale INVALID_FIELD",
        "2 manager_email INVALID_FIELD",
      ].join("; "),
      "3 ada@example.com",
      "4  INVALID_FIELD",
      "8 email EMPLOYEE_EMAIL_TAKEN",
      "6 cy@example.com",
    ]);
  });
});

describe("managers", () => {
  test("come before those whom they manage", async () => {
    const result = await plan(
      "name,email,manager_email",
      "C,c@example.com,B@example.com",
      "B,b@example.com,a@example.com",
      "X,x@example.com,elsewhere@example.com",
      "A,a@example.com,",
    );
    expect(brief(result)).toEqual([
      "4 x@example.com",
      "5 a@example.com",
      "3 b@example.com",
      "2 c@example.com",
    ]);
  });

  test("who go round in a circle are refused, those below them are not", async () => {
    const result = await plan(
      "name,email,manager_email",
      "D,d@example.com,c@example.com",
      "C,c@example.com,a@example.com",
      "A,a@example.com,b@example.com",
      "B,b@example.com,a@example.com",
      "S,s@example.com,s@example.com",
    );
    expect(brief(result).toSorted()).toEqual([
      "2 d@example.com",
      "3 c@example.com",
      "4 manager_email MANAGER_CYCLE",
      "5 manager_email MANAGER_CYCLE",
      "6 manager_email MANAGER_CYCLE",
    ]);
  });

  test("stand above their people in the plan, whatever the file", async () => {
    const people = fc.array(fc.nat(11), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(people, async (managers) => {
        const lines = managers.map((manager, index) => `P,p${index}@example.com,p${manager}@example.com`);
        const { rows } = await plan("name,email,manager_email", ...lines);
        const place = new Map(
          rows.flatMap((one, index) => ("row" in one ? [[one.row.emailKey, index]] : [])),
        );
        expect(rows).toHaveLength(managers.length);
        for (const one of rows) {
          if (!("row" in one)) continue;
          const above = place.get(one.row.managerKey ?? "");
          expect(above ?? -1).toBeLessThan(place.get(one.row.emailKey) ?? -1);
        }
      }),
    );
  });
});

test("a file with more than 100,000 rows is refused as a whole", async () => {
  const rows = Array.from({ length: 100_001 }, (_, index) => `P,p${index}@x.io`);
  expect(await refusal(["name,email", ...rows].join("\n"))).toBe(
    "The file has more than 100000 rows. Split it.",
  );
}, 60_000);
