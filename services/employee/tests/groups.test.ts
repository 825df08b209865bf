import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import type { Group } from "#gen/countersign/employee/v1/group_pb.ts";
import { openSecrets } from "../../../runtime/secrets/key-file.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import { customerModule } from "../../customer/module.ts";
import { employeeModule } from "../module.ts";
import { employeeModel } from "../store/employee-model.ts";
import { groupModel } from "../store/group-model.ts";
import { groupsFromEmployees } from "../store/groups-from-employees.ts";
import { only, published } from "./published.ts";
import { type Told, toldOf } from "./told.ts";

let net: Constellation;
let customerId: string;
let customers = 0;
beforeAll(async () => {
  net = await Constellation.start({ modules: [customerModule, employeeModule] });
});
afterAll(() => net.stop());
beforeEach(async () => {
  customerId = (await net.createCustomer(`Grouped ${++customers}`)).customerId;
});

const hr = () => net.client(EmployeeService, net.user(customerId, [PermissionRole.HR]));
let people = 0;
const join = async (...groups: string[]): Promise<string> => {
  const { employee } = await hr().createEmployee({
    employee: { name: `Person ${++people}`, email: `member${people}@example.com`, groups },
  });
  return employee?.id ?? "";
};
const found = async (name: string, more = {}): Promise<Group> => {
  const { group } = await hr().createGroup({ group: { name, ...more } });
  if (!group) throw new Error("no group came back");
  return group;
};
const groupsOf = async (employeeId: string) => (await hr().getEmployee({ employeeId })).employee?.groups;
const groupNow = async (groupId: string) => (await hr().getGroup({ groupId })).group;
const countNow = async (groupId: string) => (await groupNow(groupId))?.memberCount;
const namesNow = async () =>
  (await hr().listGroups({})).groups.map(({ name, memberCount }) => `${name} ${memberCount}`);
const eventsOf = async (subject: string) =>
  (await net.eventsOf("employee"))
    .filter((row) => row.subject === subject)
    .map((row) => row.type.split(".").at(-1));
/** Many people of one group, by an import. */
const importMany = async (count: number, group: string): Promise<void> => {
  const rows = Array.from({ length: count }, (_, n) => `Many ${n},many${n}@example.com,${group}`);
  await hr().importEmployees({ csv: Buffer.from(["name,email,groups", ...rows].join("\n")) });
  await net.settle();
};

/** For whom a policy on a group holds, from what was told. */
function inForce(told: readonly Told[], policyId: string): string[] {
  const holders = new Set<string>();
  for (const one of told) {
    if (one.policyId !== policyId) continue;
    if (one.kind === "added") holders.add(one.employeeId);
    if (one.kind === "removed") holders.delete(one.employeeId);
  }
  return [...holders].toSorted();
}

const policyOn = async (group: string): Promise<string> => {
  const policyId = net.newId("pol");
  await net.publish(
    published({ customerId, policyId, version: 1, revision: 1, audience: only("GROUP", group) }),
  );
  await net.settle();
  return policyId;
};
const holders = async (policyId: string) => {
  await net.settle();
  return inForce(await toldOf(net, customerId), policyId);
};

describe("CreateGroup", () => {
  test("tidies the name, which is free once per customer without regard to case", async () => {
    const group = await found("  Fire   wardens ", { description: " Know the exits. ", externalId: "x-1" });
    expect(group).toMatchObject({
      customerId,
      name: "Fire wardens",
      description: "Know the exits.",
      externalId: "x-1",
      memberCount: 0,
    });
    expect(await groupNow(group.id)).toEqual(group);
    expect(await eventsOf(group.id)).toEqual(["GroupCreated"]);
    await expect(refusal(found("fire WARDENS"))).resolves.toBe("AlreadyExists GROUP_NAME_TAKEN");
    await expect(refusal(found("Other", { externalId: "x-1" }))).resolves.toBe(
      "AlreadyExists GROUP_EXTERNAL_ID_TAKEN",
    );
    await expect(refusal(found(" "))).resolves.toBe("InvalidArgument INVALID_REQUEST");
    const outcomes = await Promise.all(["Same", "same", "SAME"].map((name) => refusal(found(name))));
    expect(outcomes.filter((outcome) => outcome === "ok")).toHaveLength(1);
    customerId = (await net.createCustomer(`Elsewhere ${customers}`)).customerId;
    await expect(refusal(found("Fire wardens", { externalId: "x-1" }))).resolves.toBe("ok");
  });

  test("the same request_id creates one group", async () => {
    const own = hr();
    const request = { group: { name: "Once" }, requestId: "6f9619ff-8b86-4011-b42d-00c04fc964aa" };
    const answers = await Promise.all([1, 2, 3].map(() => own.createGroup(request)));
    expect(new Set(answers.map(({ group }) => group?.id)).size).toBe(1);
  });

  test("whoever may read employees reads groups, whoever may manage them manages groups", async () => {
    const { id: groupId } = await found("Seen");
    const as = (...permissions: Permission[]) =>
      net.client(EmployeeService, net.apiKey(customerId, permissions));
    await expect(refusal(as(Permission.EMPLOYEES_READ).getGroup({ groupId }))).resolves.toBe("ok");
    await expect(refusal(as(Permission.EMPLOYEES_READ).deleteGroup({ groupId }))).resolves.toBe(
      "PermissionDenied ROLE_REQUIRED",
    );
    await expect(refusal(as(Permission.EMPLOYEES_MANAGE).deleteGroup({ groupId }))).resolves.toBe("ok");
    const other = (await net.createCustomer(`Foreign ${customers}`)).customerId;
    const { id } = await found("Ours");
    const foreign = net.client(EmployeeService, net.user(other, [PermissionRole.CUSTOMER_ADMIN]));
    const calls = [
      foreign.getGroup({ groupId: id }),
      foreign.updateGroup({ group: { id, name: "Theirs" } }),
      foreign.deleteGroup({ groupId: id }),
      foreign.addGroupMembers({ groupId: id, employeeIds: [await join()] }),
      foreign.removeGroupMembers({ groupId: id, employeeIds: [net.newId("emp")] }),
      foreign.listGroupMembers({ groupId: id }),
    ];
    const refusals = await Promise.all(calls.map((call) => refusal(call)));
    expect(refusals).toEqual(calls.map(() => "NotFound GROUP_NOT_FOUND"));
  });
});

describe("membership", () => {
  test("a change of it changes what applies, as a change of department does", async () => {
    const group = await found("Drivers");
    const policyId = await policyOn("drivers");
    const [ada, ben] = [await join(), await join()];
    expect(await holders(policyId)).toEqual([]);
    const added = await hr().addGroupMembers({ groupId: group.id, employeeIds: [ada, ben] });
    expect(added).toMatchObject({ addedCount: 2, group: { memberCount: 2 } });
    expect(await groupsOf(ada)).toEqual(["Drivers"]);
    expect(await holders(policyId)).toEqual([ada, ben].toSorted());
    const removed = await hr().removeGroupMembers({ groupId: group.id, employeeIds: [ada] });
    expect(removed).toMatchObject({ removedCount: 1, group: { memberCount: 1 } });
    expect(await holders(policyId)).toEqual([ben]);
    expect(await eventsOf(ada)).toEqual(["EmployeeCreated", "EmployeeUpdated", "EmployeeUpdated"]);
    const told = (await toldOf(net, customerId)).filter((one) => one.kind === "added");
    expect(new Set(told.map((one) => one.reason))).toEqual(new Set(["EMPLOYEE_CHANGED"]));
  });

  test("adding and removing again changes nothing; the etag follows the membership", async () => {
    const group = await found("Twice");
    const ada = await join();
    const members = { groupId: group.id, employeeIds: [ada] };
    const first = await hr().addGroupMembers({ ...members, etag: group.etag });
    expect(await hr().addGroupMembers(members)).toMatchObject({ addedCount: 0, group: first.group });
    await expect(refusal(hr().addGroupMembers({ ...members, etag: group.etag }))).resolves.toBe(
      "Aborted ETAG_MISMATCH",
    );
    await expect(refusal(hr().removeGroupMembers({ ...members, etag: group.etag }))).resolves.toBe(
      "Aborted ETAG_MISMATCH",
    );
    await hr().removeGroupMembers(members);
    const unknown = [ada, net.newId("emp")];
    expect(await hr().removeGroupMembers({ groupId: group.id, employeeIds: unknown })).toMatchObject({
      removedCount: 0,
    });
    expect(await countNow(group.id)).toBe(0);
  });

  test("is taken in as a whole or not at all", async () => {
    const group = await found("Whole");
    const ada = await join();
    const unknown = net.newId("emp");
    await expect(
      refusal(hr().addGroupMembers({ groupId: group.id, employeeIds: [ada, unknown] })),
    ).resolves.toBe("NotFound EMPLOYEE_NOT_FOUND");
    const full = await join(...Array.from({ length: 100 }, (_, n) => `Group ${n}`));
    await expect(
      refusal(hr().addGroupMembers({ groupId: group.id, employeeIds: [ada, full] })),
    ).resolves.toBe("FailedPrecondition TOO_MANY_GROUPS");
    const many = Array.from({ length: 1_001 }, () => net.newId("emp"));
    await expect(refusal(hr().addGroupMembers({ groupId: group.id, employeeIds: many }))).resolves.toBe(
      "InvalidArgument INVALID_REQUEST",
    );
    expect(await groupsOf(ada)).toEqual([]);
    expect(await countNow(group.id)).toBe(0);
  });

  test("counts are right when many change it at once", async () => {
    const group = await found("Busy");
    const ids = await Promise.all(Array.from({ length: 20 }, () => join()));
    await Promise.all([
      ...ids.slice(0, 10).map((id) => hr().addGroupMembers({ groupId: group.id, employeeIds: [id] })),
      ...ids.slice(10).map((id) => hr().updateEmployee({ employee: { id, groups: ["busy"] } })),
    ]);
    expect(await countNow(group.id)).toBe(20);
    const { employees, nextPageToken } = await hr().listGroupMembers({ groupId: group.id, pageSize: 15 });
    const rest = await hr().listGroupMembers({ groupId: group.id, pageSize: 15, pageToken: nextPageToken });
    expect([...employees, ...rest.employees].map((one) => one.id).toSorted()).toEqual(ids.toSorted());
    await hr().deactivateEmployee({ employeeId: ids[0] ?? "" });
    expect(await countNow(group.id)).toBe(20);
    await hr().deleteEmployee({ employeeId: ids[0] ?? "" });
    expect(await countNow(group.id)).toBe(19);
  });
});

describe("names that employees are given", () => {
  test("make groups, by hand and by import, and are counted", async () => {
    const ada = await join("Red", "Blue");
    await join("red");
    expect(await namesNow()).toEqual(["Blue 1", "Red 2"]);
    await hr().updateEmployee({ employee: { id: ada, groups: ["Green"] } });
    expect(await namesNow()).toEqual(["Blue 0", "Green 1", "Red 1"]);
    const csv = "name,email,groups\nA,a@example.com,Red|New\nB,b@example.com,new";
    await hr().importEmployees({ csv: Buffer.from(csv), validateOnly: true });
    await net.settle();
    expect(await namesNow()).toEqual(["Blue 0", "Green 1", "Red 1"]);
    await hr().importEmployees({ csv: Buffer.from(csv) });
    await net.settle();
    expect(await namesNow()).toEqual(["Blue 0", "Green 1", "New 2", "Red 2"]);
    const created = (await net.eventsOf("employee", "GroupCreated")).filter(
      (row) => row.customerId === customerId,
    );
    expect(created).toHaveLength(4);
  });

  test("from before there were groups become groups when the database is migrated", async () => {
    const database = net.database("employee");
    const [ada] = [await join("Old guard", "Rare"), await join("OLD GUARD"), await join()];
    const before = await namesNow();
    await groupModel(database).deleteMany({ customerId });
    await employeeModel(database).updateMany(
      { customerId },
      { $unset: { userNameKey: 1, userName: 1, externalId: 1 } },
    );
    for (let run = 0; run < 2; run++) await groupsFromEmployees.run(database, openSecrets(net.config));
    expect(await namesNow()).toEqual(before);
    await hr().updateEmployee({ employee: { id: ada, groups: ["Rare"] } });
    expect(await namesNow()).toEqual(["Old guard 1", "Rare 1"]);
  });
});

describe("UpdateGroup", () => {
  test("gives members the new name, and audiences what follows from it", async () => {
    const ada = await join("Sales", "Other");
    const group = (await hr().listGroups({ names: ["SALES"] })).groups[0];
    const [before, after] = [await policyOn("Sales"), await policyOn("Selling")];
    expect(await holders(before)).toEqual([ada]);
    const id = group?.id ?? "";
    const renamed = await hr().updateGroup({ group: { id, name: "Selling", description: "Sells" } });
    expect(renamed.group).toMatchObject({ name: "Selling", description: "Sells", memberCount: 1 });
    expect(await groupsOf(ada)).toEqual(["Other", "Selling"]);
    expect(await holders(before)).toEqual([]);
    expect(await holders(after)).toEqual([ada]);
    expect(await eventsOf(id)).toEqual(["GroupCreated", "GroupUpdated"]);
    await expect(refusal(hr().updateGroup({ group: { id, name: "other" } }))).resolves.toBe(
      "AlreadyExists GROUP_NAME_TAKEN",
    );
    await expect(refusal(found("Sales"))).resolves.toBe("ok");
  });

  test("writes what the mask names, and nothing when nothing differs", async () => {
    const { id, etag } = await found("Masked", { description: "d", externalId: "e" });
    const same = await hr().updateGroup({ group: { id, name: "Masked" } });
    expect(same.group?.etag).toBe(etag);
    await hr().updateGroup({ group: { id }, updateMask: { paths: ["description"] }, etag });
    expect(await groupNow(id)).toMatchObject({ name: "Masked", description: "", externalId: "e" });
    const update = (paths: string[], more = {}) =>
      refusal(hr().updateGroup({ group: { id }, updateMask: { paths }, ...more }));
    expect(await update(["member_count"])).toBe("InvalidArgument INVALID_UPDATE_MASK");
    expect(await update(["name"])).toBe("InvalidArgument INVALID_FIELD");
    expect(await update(["external_id"], { etag })).toBe("Aborted ETAG_MISMATCH");
    expect(await eventsOf(id)).toEqual(["GroupCreated", "GroupUpdated"]);
  });
});

describe("a large group", () => {
  const MANY = 1_200;

  test("is renamed and deleted by a worker, and all that follows from it comes in the end", async () => {
    await importMany(MANY, "Staff");
    const [group] = (await hr().listGroups({})).groups;
    const id = group?.id ?? "";
    expect(group).toMatchObject({ name: "Staff", memberCount: MANY });
    const [before, after] = [await policyOn("Staff"), await policyOn("Everybody")];
    expect(await holders(before)).toHaveLength(MANY);

    const { group: renamed } = await hr().updateGroup({ group: { id, name: "Everybody" } });
    expect(renamed).toMatchObject({ name: "Everybody", memberCount: MANY });
    // While members still carry the old name, it is nobody else's, and who gets it is a member.
    const late = await join("Staff");
    expect(await holders(before)).toEqual([]);
    expect(await holders(after)).toHaveLength(MANY + 1);
    expect(await groupsOf(late)).toEqual(["Everybody"]);
    expect(await namesNow()).toEqual([`Everybody ${MANY + 1}`]);
    expect((await hr().listGroupMembers({ groupId: id, pageSize: 200 })).employees).toHaveLength(200);

    await hr().deleteGroup({ groupId: id });
    await expect(refusal(hr().getGroup({ groupId: id }))).resolves.toBe("NotFound GROUP_NOT_FOUND");
    expect(await holders(after)).toEqual([]);
    expect(await groupsOf(late)).toEqual([]);
    expect(await namesNow()).toEqual([]);
    await expect(refusal(found("Everybody"))).resolves.toBe("ok");
    expect(await eventsOf(id)).toEqual(["GroupCreated", "GroupUpdated", "GroupDeleted"]);
  }, 120_000);

  test("of a customer that is deleted rests, and goes on when the customer is restored", async () => {
    await importMany(600, "Resting");
    const [group] = (await hr().listGroups({})).groups;
    const operator = net.client(CustomerService, net.operator());
    await Promise.all([
      hr().deleteGroup({ groupId: group?.id ?? "" }),
      operator.deleteCustomer({ customerId }),
    ]);
    await net.settle();
    await operator.undeleteCustomer({ customerId });
    await net.settle();
    expect((await hr().listEmployees({ group: "Resting" })).employees).toEqual([]);
    await expect(refusal(found("Resting"))).resolves.toBe("ok");
  }, 60_000);
});

describe("DeleteGroup", () => {
  test("takes its members out and frees its name", async () => {
    const ada = await join("Brief", "Lasting");
    const [group] = (await hr().listGroups({ names: ["Brief"] })).groups;
    const policyId = await policyOn("Brief");
    expect(await holders(policyId)).toEqual([ada]);
    const groupId = group?.id ?? "";
    await expect(refusal(hr().deleteGroup({ groupId, etag: "r0" }))).resolves.toBe("Aborted ETAG_MISMATCH");
    const requestId = "0a9619ff-8b86-4011-b42d-00c04fc964bb";
    const own = hr();
    await own.deleteGroup({ groupId, requestId });
    await own.deleteGroup({ groupId, requestId });
    await expect(refusal(own.deleteGroup({ groupId }))).resolves.toBe("NotFound GROUP_NOT_FOUND");
    expect(await groupsOf(ada)).toEqual(["Lasting"]);
    expect(await holders(policyId)).toEqual([]);
    await expect(refusal(found("Brief"))).resolves.toBe("ok");
  });
});

describe("ListGroups", () => {
  test("finds by name, beginning, external id and member, page by page", async () => {
    const ada = await join("Alpha", "Beta");
    await found("Alphabet", { externalId: "abc" });
    const list = async (request: Parameters<ReturnType<typeof hr>["listGroups"]>[0]) =>
      (await hr().listGroups(request)).groups.map((group) => group.name);
    expect(await list({ query: "ALPHA" })).toEqual(["Alpha", "Alphabet"]);
    expect(await list({ names: ["beta", "alphabet", "none"] })).toEqual(["Alphabet", "Beta"]);
    expect(await list({ externalId: "abc" })).toEqual(["Alphabet"]);
    expect(await list({ externalId: "ABC" })).toEqual([]);
    expect(await list({ employeeId: ada })).toEqual(["Alpha", "Beta"]);
    expect(await list({ employeeId: ada, query: "b" })).toEqual(["Beta"]);
    const first = await hr().listGroups({ pageSize: 2, countTotal: true });
    expect(first.totalSize).toBe(3);
    expect(await list({ pageSize: 2, pageToken: first.nextPageToken })).toEqual(["Beta"]);
    await expect(refusal(hr().listGroups({ pageToken: first.nextPageToken, query: "a" }))).resolves.toBe(
      "InvalidArgument INVALID_PAGE_TOKEN",
    );
    await expect(refusal(hr().listGroups({ employeeId: net.newId("emp") }))).resolves.toBe(
      "NotFound EMPLOYEE_NOT_FOUND",
    );
  });
});
