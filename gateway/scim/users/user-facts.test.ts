import { create } from "@bufbuild/protobuf";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Employee, EmployeeSchema, EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { conformResource } from "../protocol/conform.ts";
import { applyPatch } from "../protocol/patch.ts";
import { readPatch } from "../protocol/patch-request.ts";
import { ScimError } from "../protocol/scim-error.ts";
import { carriedOver } from "./change-user.ts";
import { factsOf } from "./user-facts.ts";
import { userResource } from "./user-resource.ts";
import { ENTERPRISE_URN, USERS } from "./user-schema.ts";

const BASE = "https://example.com/scim/v2";
const word = fc.constantFrom("Ada", "Able", "van", "der", "Engineer", "engineer", "Lead", "Ünal");
const text = fc.oneof(fc.constant(""), word);
const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((some) => some.join(" "));
const employee: fc.Arbitrary<Employee> = fc
  .record({
    id: fc.constant("emp_01kjpwd6m0fdgrjb62xb7ztmr1"),
    name: words,
    email: fc.constantFrom("ada@example.com", "Ada@Example.com"),
    userName: fc.constantFrom("", "ada@idp.example", "ADA"),
    externalId: text,
    roles: fc.uniqueArray(word, { maxLength: 3, selector: (role) => role.toLowerCase() }),
    department: text,
    location: text,
    managerId: fc.constantFrom("", "emp_01kjpwd6m0fdgrjb62xb7ztmr2"),
    employmentType: text,
    locale: fc.constantFrom("", "de-CH"),
    status: fc.constantFrom(EmployeeStatus.ACTIVE, EmployeeStatus.ON_LEAVE, EmployeeStatus.INACTIVE),
    attributes: fc.dictionary(
      fc.constantFrom("title", "given_name", "family_name", "cost_center", "shoe"),
      word,
    ),
    etag: fc.constant("r1"),
  })
  .map((facts) => create(EmployeeSchema, facts));

const FACTS = [
  "name",
  "email",
  "userName",
  "externalId",
  "roles",
  "department",
  "location",
  "managerId",
  "employmentType",
  "locale",
  "attributes",
] as const;
const known = (person: Employee) => ({ employee: person, resource: userResource(person, [], BASE) });
const kept = (person: Employee) =>
  Object.fromEntries(FACTS.map((field) => [field, structuredClone(person[field])]));

test("a client that sends back what it has read changes nothing", () => {
  fc.assert(
    fc.property(employee, (person) => {
      const before = known(person);
      const sent = JSON.parse(JSON.stringify(before.resource));
      const put = carriedOver(before.resource, conformResource(USERS, sent));
      expect(factsOf(put, before)).toEqual(kept(person));
      for (const op of ["replace", "add"]) {
        const patched = applyPatch(USERS, before.resource, readPatch({ Operations: [{ op, value: sent }] }));
        expect(factsOf(patched, before)).toEqual(kept(person));
      }
    }),
    { numRuns: 300 },
  );
});

const json = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom(
    "True",
    null,
    [],
    {},
    [{ value: "x" }],
    { value: { value: 1 } },
    JSON.parse('{"__proto__":{"x":1}}'),
  ),
);
const path = fc.oneof(
  fc.constantFrom(
    "",
    "name",
    "name.givenName",
    "active",
    "emails",
    'emails[type eq "work"].value',
    'emails[type eq "work" and primary eq true]',
    'emails[not (type eq "work")].value',
    "emails[value pr]",
    'addresses[type co "w"].locality',
    "roles",
    "groups",
    "id",
    "meta.version",
    ENTERPRISE_URN,
    `${ENTERPRISE_URN}:manager`,
    `${ENTERPRISE_URN}:manager.value`,
    `${ENTERPRISE_URN}:`,
    "urn:ietf:params:scim:schemas:core:2.0:User",
    "__proto__",
    "constructor.name",
    "name.constructor",
    "nickName",
  ),
  fc.string({ maxLength: 40 }),
);
const operation = fc.record(
  { op: fc.constantFrom("add", "Add", "REPLACE", "remove", "Remove"), path, value: json },
  { requiredKeys: ["op"] },
);

test("whatever operations a client sends, they are refused as SCIM says or give a resource of the schema", () => {
  const names = new Set([...USERS.core.attributes.map((one) => one.name), ENTERPRISE_URN, "schemas", "meta"]);
  let taken = 0;
  fc.assert(
    fc.property(employee, fc.array(operation, { minLength: 1, maxLength: 4 }), (person, Operations) => {
      const before = known(person);
      try {
        const after = applyPatch(USERS, before.resource, readPatch({ Operations }));
        for (const name of Object.keys(after)) expect(names).toContain(name);
        expect(after.id).toBe(person.id);
        const facts = factsOf(after, before);
        for (const field of ["name", "email"] as const) expect(facts[field]).not.toBe("");
        taken += 1;
      } catch (error) {
        if (!(error instanceof ScimError)) throw error;
        expect(error.status).toBe(400);
      }
      expect(Reflect.get({}, "x")).toBeUndefined();
    }),
    { numRuns: 2_000 },
  );
  expect(taken).toBeGreaterThan(100);
});
