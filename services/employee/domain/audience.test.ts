import { describe, expect, test } from "@jest/globals";
import { type Audience, compile, reasonsFor } from "./audience.ts";
import { keysOf } from "./employee.ts";

const person = (facts: { department?: string; roles?: string[] }) => ({
  _id: "emp_1",
  facets: keysOf({
    name: "Ada",
    email: "ada@example.com",
    roles: facts.roles ?? [],
    department: facts.department ?? "",
    location: "",
    groups: [],
    managerId: "",
    employmentType: "",
    status: "ACTIVE",
    joinDate: "2026-01-01",
    locale: "",
    attributes: [],
    externalId: "",
    userName: "",
  }).facets,
});
const audience = (parts: Partial<Audience>): Audience => ({ all: [], any: [], none: [], ...parts });

describe("an audience", () => {
  const engineer = person({ department: "Finance ", roles: ["Engineer", "Lead"] });

  test.each<[string, Partial<Audience>, boolean]>([
    ["that is empty means everyone", {}, true],
    [
      "compares without regard to case and blanks",
      { all: [{ field: "department", values: [" FINANCE"] }] },
      true,
    ],
    [
      "needs every `all`",
      {
        all: [
          { field: "role", values: ["lead"] },
          { field: "role", values: ["writer"] },
        ],
      },
      false,
    ],
    [
      "needs one `any`",
      {
        any: [
          { field: "location", values: ["Berlin"] },
          { field: "role", values: ["lead"] },
        ],
      },
      true,
    ],
    ["needs one `any` if there are any", { any: [{ field: "location", values: ["Berlin"] }] }, false],
    ["admits no `none`", { none: [{ field: "role", values: ["lead", "x"] }] }, false],
    ["names people by id", { all: [{ field: "employee", values: ["emp_1"] }] }, true],
    ["does not take a blank for a missing value", { all: [{ field: "location", values: [" "] }] }, false],
    ["does not mix up fields", { all: [{ field: "group", values: ["Finance"] }] }, false],
  ])("%s", (_, parts, expected) => {
    expect(compile(audience(parts))(engineer)).toBe(expected);
  });

  test("gives as reasons the conditions that a person meets, with the values that match", () => {
    const reasons = reasonsFor(
      audience({
        all: [{ field: "department", values: ["Legal", "finance"] }],
        any: [
          { field: "role", values: ["writer"] },
          { field: "role", values: ["LEAD", "x", "engineer"] },
        ],
        none: [{ field: "location", values: ["Mars"] }],
      }),
      engineer,
    );
    expect(reasons).toEqual([
      { field: "department", values: ["finance"] },
      { field: "role", values: ["LEAD", "engineer"] },
    ]);
  });
});
