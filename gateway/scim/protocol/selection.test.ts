import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { groupSelections } from "../groups/group-selection.ts";
import { employeesRequest, isNarrow, userSelections } from "../users/user-selection.ts";
import { type Filter, parseFilter } from "./filter.ts";
import { ScimError } from "./scim-error.ts";
import { MOST_ALTERNATIVES } from "./selection.ts";

const attribute = fc.constantFrom(
  "userName",
  "USERNAME",
  "id",
  "externalId",
  "emails.value",
  "emails",
  "active",
  "displayName",
  "name.formatted",
  "members.value",
  "members",
  "title",
  "urn:ietf:params:scim:schemas:core:2.0:User:userName",
  "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
  "__proto__",
  "constructor",
  "toString",
);
const value = fc.oneof(
  fc.string().map((text) => JSON.stringify(text)),
  fc.constantFrom("true", "false", "null", "12", '"true"', '""', '"emp_01kjpwd6m0fdgrjb62xb7ztmr1"'),
);
const operator = fc.constantFrom("eq", "eq", "eq", "eq", "ne", "co", "sw", "gt", "EQ");
const filterText = fc.letrec<{ filter: string; comparison: string }>((tie) => ({
  comparison: fc.oneof(
    fc.tuple(attribute, operator, value).map((parts) => parts.join(" ")),
    attribute.map((name) => `${name} pr`),
    fc.tuple(attribute, tie("filter")).map(([name, inner]) => `${name}[${inner}]`),
  ),
  filter: fc.oneof(
    { maxDepth: 4 },
    tie("comparison"),
    fc
      .tuple(tie("filter"), fc.constantFrom("and", "or", "AND"), tie("filter"))
      .map(([a, word, b]) => `(${a}) ${word} (${b})`),
    tie("filter").map((inner) => `not (${inner})`),
  ),
})).filter;
const anything = fc.oneof(
  { weight: 3, arbitrary: filterText },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 200 }) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.constantFrom("userName", " ", "eq", '"', "(", ")", "[", "]", "\\", "and", "not", "\n", "1"), {
        maxLength: 60,
      })
      .map((parts) => parts.join("")),
  },
);

/** What a filter comes to; undefined when it is refused as the protocol says. */
function served<S>(text: string, selections: (filter: Filter) => readonly S[]): readonly S[] | undefined {
  try {
    return selections(parseFilter(text));
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    expect([error.status, error.scimType]).toEqual([400, "invalidFilter"]);
    return undefined;
  }
}

test("whatever a client sends as a filter is refused, or comes to queries that an index serves", () => {
  let answered = 0;
  fc.assert(
    fc.property(anything, (text) => {
      const startedMs = performance.now();
      const users = served(text, userSelections);
      const groups = served(text, groupSelections);
      expect(performance.now() - startedMs).toBeLessThan(500);
      if (users || groups) answered += 1;
      for (const found of [users ?? [], groups ?? []])
        expect(found.length).toBeLessThanOrEqual(MOST_ALTERNATIVES);
      if (users && users.length > 1) expect(users.every(isNarrow)).toBe(true);
      for (const selection of users ?? []) {
        for (const field of Object.keys(selection))
          expect([
            "id",
            "email",
            "userName",
            "externalId",
            "name",
            "department",
            "employmentType",
            "managerId",
            "active",
          ]).toContain(field);
        const request = employeesRequest(selection);
        const asksForAll =
          request && Object.values(request).every((part) => part === "" || part.length === 0);
        // Only a filter that everybody meets asks for everybody.
        if (asksForAll && selection.id === undefined) expect(text).toMatch(/ pr|type|primary/i);
      }
    }),
    { numRuns: 3_000 },
  );
  expect(answered).toBeGreaterThan(100);
});

test.each<[string, readonly object[]]>([
  ['userName eq "a@b.c"', [{ userName: "a@b.c" }]],
  ['urn:ietf:params:scim:schemas:core:2.0:User:userName eq "a"', [{ userName: "a" }]],
  ['userName eq "a" and active eq "True"', [{ userName: "a", active: true }]],
  ['id eq "1" or externalId eq "2" and active eq false', [{ id: "1" }, { externalId: "2", active: false }]],
  [
    '(id eq "1" or id eq "2") and userName eq "x"',
    [
      { id: "1", userName: "x" },
      { id: "2", userName: "x" },
    ],
  ],
  ['externalId eq "1" and externalId eq "2"', []],
  ['userName eq "A" and userName eq "a"', [{ userName: "A" }]],
  ["id pr", [{}]],
])("%s finds what it means", (text, expected) => {
  expect(userSelections(parseFilter(text))).toEqual(expected);
});
