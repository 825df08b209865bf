import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import { customerModule } from "../../customer/module.ts";
import { type Audience, type AudienceField, type Condition, compile } from "../domain/audience.ts";
import { type Employee, isWorking, type Status } from "../domain/employee.ts";
import { joined } from "../domain/employee-changes.ts";
import { employeeModule } from "../module.ts";
import { employeeModel } from "../store/employee-model.ts";
import { PeopleStore } from "../store/people-store.ts";

let net: Constellation;
beforeAll(async () => {
  net = await Constellation.start({ modules: [customerModule, employeeModule] });
});
afterAll(() => net.stop());

const word = fc.constantFrom("Red", "red ", "BLUE", "blue", "Grün", "GRÜN", "", " ");
const person = fc.record({
  roles: fc.array(word, { maxLength: 2 }),
  groups: fc.array(word, { maxLength: 2 }),
  department: word,
  location: word,
  employmentType: word,
  status: fc.constantFrom<Status>("ACTIVE", "ON_LEAVE", "INACTIVE"),
});
const condition = (ids: readonly string[]): fc.Arbitrary<Condition> =>
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        field: fc.constantFrom<AudienceField>("role", "group", "department", "location", "employment_type"),
        values: fc.array(word, { minLength: 1, maxLength: 3 }),
      }),
    },
    fc.record({ field: fc.constant("employee" as const), values: fc.subarray([...ids], { minLength: 1 }) }),
  );
const audience = (ids: readonly string[]): fc.Arbitrary<Audience> => {
  const conditions = fc.array(condition(ids), { maxLength: 2 });
  return fc.record({ all: conditions, any: conditions, none: conditions });
};

test("an audience means the same people in the database as in memory", async () => {
  const store = new PeopleStore(net.database("employee"));
  const model = employeeModel(net.database("employee"));
  const ids = Array.from({ length: 8 }, () => net.newId("emp"));
  await fc.assert(
    fc.asyncProperty(
      fc.array(person, { minLength: 8, maxLength: 8 }),
      fc.array(audience(ids), { minLength: 1, maxLength: 8 }),
      async (facts, audiences) => {
        const customerId = net.newId("cus");
        const people = facts.map((one, index): Employee => {
          const more = {
            managerId: "",
            joinDate: "2026-01-01",
            locale: "",
            attributes: [],
            externalId: "",
            userName: "",
          };
          const named = { name: `P ${index}`, email: `p${index}@example.com` };
          return joined(ids[index] ?? "", customerId, { ...one, ...more, ...named }, net.clock.now());
        });
        await model.insertMany(people, { lean: true });
        for (const one of audiences) {
          const meant = people.filter((candidate) => isWorking(candidate) && compile(one)(candidate));
          const expected = meant.map((candidate) => candidate._id);
          expect(await store.idsMatchingAfter(customerId, one, "", 100)).toEqual(expected);
          const sample = await store.sampleMatching(customerId, one, 100);
          expect(sample.map((candidate) => candidate._id)).toEqual(expected);
          expect(await store.countMatching(customerId, one)).toEqual({
            working: meant.length,
            onLeave: meant.filter((candidate) => candidate.status === "ON_LEAVE").length,
          });
        }
        await model.deleteMany({ customerId });
      },
    ),
    { numRuns: 40 },
  );
}, 120_000);
