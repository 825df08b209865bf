import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import fc from "fast-check";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import { customerModule } from "../../customer/module.ts";
import { textKey } from "../domain/facet.ts";
import { SETTLED_AT_ONCE } from "../group-keeping.ts";
import { importEmployees } from "../jobs/import-employees.ts";
import { settleGroups } from "../jobs/settle-groups.ts";
import { stepwise } from "./stepwise.ts";

const driven = stepwise();
let net: Constellation;
let customerId: string;
let customers = 0;
beforeAll(async () => {
  net = await Constellation.start({ modules: [customerModule, driven.module], startAt: new Date() });
});
afterAll(() => net.stop());
beforeEach(async () => {
  driven.beforeCommit = async () => undefined;
  customerId = (await net.createCustomer(`Settling ${++customers}`)).customerId;
});

const hr = () => net.client(EmployeeService, net.user(customerId, [PermissionRole.HR]));
const MANY = SETTLED_AT_ONCE + 20;

/** Imports a file, step by step. */
const importRows = async (rows: readonly string[]) => {
  const csv = Buffer.from(["name,email,groups", ...rows].join("\n"));
  const { employeeImport } = await hr().importEmployees({ csv });
  const worker = importEmployees(driven.context());
  while (await worker.step());
  return (await hr().getEmployeeImport({ employeeImportId: employeeImport?.id ?? "" })).employeeImport;
};
const drain = async (pageSize = 200) => {
  const worker = settleGroups(driven.context(), pageSize);
  while (await worker.step());
};
const groups = async () =>
  (await hr().listGroups({})).groups.map(({ name, memberCount }) => `${name} ${memberCount}`);
const create = (email: string, ...names: string[]) =>
  hr().createEmployee({ employee: { name: "Late", email, groups: names } });
/** More members than are changed at once. */
const large = async (name: string): Promise<string> => {
  await importRows(Array.from({ length: MANY }, (_, n) => `P ${n},p${n}@example.com,${name}`));
  return (await hr().listGroups({ names: [name] })).groups[0]?.id ?? "";
};

test("while the members of a deleted group still leave it, its name is given to nobody", async () => {
  const groupId = await large("Gone");
  await hr().deleteGroup({ groupId });
  expect(await groups()).toEqual([]);
  expect(await refusal(hr().createGroup({ group: { name: "gone" } }))).toBe("AlreadyExists GROUP_NAME_TAKEN");
  expect(await refusal(create("late@example.com", "GONE"))).toBe("FailedPrecondition GROUP_BEING_DELETED");
  expect(await refusal(hr().addGroupMembers({ groupId, employeeIds: [net.newId("emp")] }))).toBe(
    "NotFound GROUP_NOT_FOUND",
  );
  const report = await importRows(["New,new@example.com,Gone|Other", "P 1 renamed,p1@example.com,Gone"]);
  expect(report).toMatchObject({ failedCount: 1, updatedCount: 1 });
  expect(report?.errors).toMatchObject([{ column: "groups", reason: "GROUP_BEING_DELETED" }]);

  let crashes = 2;
  driven.beforeCommit = async () => {
    if (crashes-- > 0) throw new Error("crash");
  };
  await expect(drain()).rejects.toThrow("crash");
  await expect(drain()).rejects.toThrow("crash");
  await drain();
  expect((await hr().listEmployees({ group: "Gone" })).employees).toEqual([]);
  expect(await refusal(create("late@example.com", "Gone"))).toBe("ok");
  expect(await groups()).toEqual(["Gone 1"]);
  const updates = (await net.eventsOf("employee", "EmployeeUpdated")).filter(
    (row) => row.customerId === customerId,
  );
  expect(updates).toHaveLength(MANY + 1); // and the renamed one
  expect(new Set(updates.slice(-5).map((row) => row.actor.name))).toEqual(new Set(["Test User"]));
});

test("while members of a renamed group still carry the old name, it means the same group", async () => {
  const groupId = await large("Old");
  await hr().updateGroup({ group: { id: groupId, name: "New" } });
  const { employee: both } = await create("both@example.com", "Old", "New");
  const { employee: late } = await create("late@example.com", "old");
  expect(await groups()).toEqual([`New ${MANY + 2}`]);
  expect(await refusal(hr().createGroup({ group: { name: "Old" } }))).toBe("AlreadyExists GROUP_NAME_TAKEN");
  const ids = [both?.id ?? "", late?.id ?? ""];
  expect((await hr().addGroupMembers({ groupId, employeeIds: ids })).addedCount).toBe(0);
  expect((await hr().removeGroupMembers({ groupId, employeeIds: ids.slice(0, 1) })).removedCount).toBe(1);
  await hr().updateGroup({ group: { id: groupId, name: "Newer" } });
  await drain();
  expect(await groups()).toEqual([`Newer ${MANY + 1}`]);
  const { employee } = await hr().getEmployee({ employeeId: late?.id ?? "" });
  expect(employee?.groups).toEqual(["Newer"]);
  expect((await hr().listEmployees({ group: "Newer", countTotal: true })).totalSize).toBe(MANY + 1);
  expect(await refusal(hr().createGroup({ group: { name: "Old" } }))).toBe("ok");
});

const NAMES = ["Red", "red", "Blue", "Green", "GREEN"];
const name = fc.constantFrom(...NAMES);
const who = fc.nat(3);
const happening = fc.oneof(
  fc.record({ what: fc.constant("join" as const), names: fc.array(name, { maxLength: 3 }) }),
  fc.record({ what: fc.constant("give" as const), who, names: fc.array(name, { maxLength: 3 }) }),
  fc.record({ what: fc.constant("rename" as const), which: who, name }),
  fc.record({ what: fc.constantFrom("delete", "leave", "add", "take"), which: who, who }),
  fc.record({ what: fc.constant("found" as const), name }),
);

test("whatever happens to groups and people, each name is a group, and each group's count is right", async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 5, maxLength: 20 }), async (happenings) => {
      customerId = (await net.createCustomer(`Counted ${customers} ${++run}`)).customerId;
      const own = hr();
      const pick = <T>(all: readonly T[], index: number): T | undefined =>
        all[index % Math.max(1, all.length)];
      const act = async (one: (typeof happenings)[number], serial: number): Promise<unknown> => {
        const people = (await own.listEmployees({})).employees;
        const all = (await own.listGroups({})).groups;
        const groupId = "which" in one ? (pick(all, one.which)?.id ?? "") : "";
        const employeeId = "who" in one ? (pick(people, one.who)?.id ?? "") : "";
        switch (one.what) {
          case "join": {
            const email = `p${serial}@example.com`;
            return own.createEmployee({ employee: { name: "P", email, groups: [...new Set(one.names)] } });
          }
          case "give":
            return own.updateEmployee({
              employee: { id: employeeId, groups: [...new Set(one.names)] },
              updateMask: { paths: ["groups"] },
            });
          case "rename":
            return own.updateGroup({ group: { id: groupId, name: one.name } });
          case "found":
            return own.createGroup({ group: { name: one.name } });
          case "delete":
            return own.deleteGroup({ groupId });
          case "leave":
            return own.deleteEmployee({ employeeId });
          case "add":
            return own.addGroupMembers({ groupId, employeeIds: [employeeId] });
          default:
            return own.removeGroupMembers({ groupId, employeeIds: [employeeId] });
        }
      };
      // In pairs at once, so that they get into each other's way.
      for (let at = 0; at < happenings.length; at += 2)
        await Promise.all(happenings.slice(at, at + 2).map((one, index) => refusal(act(one, at + index))));
      await drain(2);
      const people = (await own.listEmployees({})).employees;
      const counted = new Map<string, number>();
      for (const person of people)
        for (const key of new Set(person.groups.map(textKey))) counted.set(key, (counted.get(key) ?? 0) + 1);
      const all = (await own.listGroups({})).groups;
      for (const group of all) {
        expect([group.name, group.memberCount]).toEqual([group.name, counted.get(textKey(group.name)) ?? 0]);
        counted.delete(textKey(group.name));
      }
      expect([...counted]).toEqual([]);
    }),
    { numRuns: 25 },
  );
}, 120_000);
