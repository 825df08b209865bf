import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { entraUser, type ScimClient, ScimWorld } from "./scim-world.ts";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

let world: ScimWorld;
let entra: ScimClient;
let ada = "";
let boss = "";
beforeAll(async () => {
  world = await ScimWorld.start();
  entra = await world.customer("Provisioned by Entra ID");
});
afterAll(() => world.stop());

const employee = async (id: string) =>
  (await world.hr(entra.customerId).getEmployee({ employeeId: id })).employee;
const patchAda = async (...operations: unknown[]) => {
  const answer = await entra.patch(`/Users/${ada}`, operations);
  expect(answer.status).toBe(200);
  return answer.body;
};

test("the connection test asks for a user who can't exist", async () => {
  const probe = await entra.find("Users", 'userName eq "7f0c1b3e-7f0c-4b3e-9d0c-non-existent"');
  expect(probe).toMatchObject({ status: 200, body: { totalResults: 0, Resources: [] } });
  expect(probe.body.schemas).toEqual(["urn:ietf:params:scim:api:messages:2.0:ListResponse"]);
});

test("creates a user whose name is not their address, and finds them by it and by externalId", async () => {
  const created = await entra.post("/Users", entraUser("ada"));
  const { roles: _, ...sent } = entraUser("ada");
  expect(created).toMatchObject({ status: 201, body: sent });
  ada = created.body.id;
  expect(await employee(ada)).toMatchObject({
    name: "Ada Able",
    email: "ada@contoso.example",
    userName: "ada@contoso.onmicrosoft.example",
    externalId: "object-ada",
    department: "Finance",
    roles: ["Engineer"],
    attributes: { title: "Engineer", employee_number: "4711" },
  });
  for (const filter of [
    'userName eq "ADA@contoso.onmicrosoft.example"',
    'externalId eq "object-ada"',
    'emails.value eq "ada@contoso.example"',
    'emails[type eq "work" and value eq "ada@contoso.example"]',
    `id eq "${ada}" and active eq true`,
    'displayName eq "ada able"',
    `${ENTERPRISE}:department eq "finance" and userName eq "ada@contoso.onmicrosoft.example"`,
    'userName eq "nobody" or externalId eq "object-ada"',
  ])
    expect([
      filter,
      (await entra.find("Users", filter)).body.Resources?.map((one: { id: string }) => one.id),
    ]).toEqual([filter, [ada]]);
  expect((await entra.find("Users", 'userName eq "ada@contoso.example"')).body.totalResults).toBe(0);
  expect((await entra.find("Users", 'externalId eq "OBJECT-ADA"')).body.totalResults).toBe(0);
});

test("changes attributes in Entra's words", async () => {
  boss = (await entra.post("/Users", entraUser("boss", { displayName: "Bea Boss", name: undefined }))).body
    .id;
  const after = await patchAda(
    { op: "Replace", path: 'emails[type eq "work"].value', value: "ada.able@contoso.example" },
    { op: "Add", path: "name.familyName", value: "Abel" },
    { op: "Replace", path: "title", value: "Lead" },
    { op: "Add", path: `${ENTERPRISE}:manager`, value: boss },
    { op: "Replace", path: `${ENTERPRISE}:department`, value: "Legal" },
    { op: "Add", path: 'addresses[type eq "work"].locality', value: "Berlin" },
    { op: "Add", path: 'addresses[type eq "work"].country', value: "DE" },
    { op: "Add", path: 'phoneNumbers[type eq "mobile"].value', value: "+49 30 1" },
    { op: "Add", path: "userType", value: "Contractor" },
    { op: "Add", path: 'roles[primary eq "True"].value', value: "Signatory" },
    { op: "Replace", path: "preferredLanguage", value: "de-CH" },
  );
  expect(after).toMatchObject({
    userName: "ada@contoso.onmicrosoft.example",
    emails: [{ value: "ada.able@contoso.example" }],
    name: { givenName: "Ada", familyName: "Abel", formatted: "Ada Abel" },
    [ENTERPRISE]: { department: "Legal", manager: { value: boss }, employeeNumber: "4711" },
  });
  expect(await employee(ada)).toMatchObject({
    name: "Ada Abel",
    email: "ada.able@contoso.example",
    roles: ["Lead", "Signatory"],
    department: "Legal",
    location: "Berlin",
    employmentType: "Contractor",
    managerId: boss,
    locale: "de-CH",
  });
});

test("changes several attributes by an object whose keys are paths", async () => {
  const after = await patchAda({
    op: "replace",
    value: {
      displayName: "Ada Augusta Able",
      "name.familyName": "Able",
      'emails[type eq "work"].value': "ada@contoso.example",
      [`${ENTERPRISE}:department`]: "Works",
      [ENTERPRISE]: { costCenter: "12" },
      active: "True",
    },
  });
  expect(after).toMatchObject({
    displayName: "Ada Augusta Able",
    active: true,
    [ENTERPRISE]: { department: "Works", costCenter: "12" },
  });
});

test("removes attributes; what is gone stays gone", async () => {
  const after = await patchAda(
    { op: "Remove", path: `${ENTERPRISE}:manager` },
    { op: "remove", path: "title" },
    { op: "Remove", path: "userType" },
  );
  expect(after.title).toBeUndefined();
  expect(after[ENTERPRISE].manager).toBeUndefined();
  expect(await employee(ada)).toMatchObject({ managerId: "", employmentType: "", roles: ["Signatory"] });
});

test("deactivates with a text for a boolean, and brings back", async () => {
  expect(await patchAda({ op: "Replace", path: "active", value: "False" })).toMatchObject({ active: false });
  expect((await employee(ada))?.status).toBe(EmployeeStatus.INACTIVE);
  expect((await entra.find("Users", "active eq false")).body.Resources).toMatchObject([{ id: ada }]);
  expect((await entra.find("Users", 'active eq "True"')).body.Resources).toMatchObject([{ id: boss }]);
  expect(await patchAda({ op: "Replace", path: "active", value: "True" })).toMatchObject({ active: true });
});

test("knows the employment type by the name that some products give it", async () => {
  const { body } = await entra.post("/Users", entraUser("temp", { employeeType: "Temp" }));
  expect(body.userType).toBe("Temp");
  expect((await employee(body.id))?.employmentType).toBe("Temp");
  const path = `/Users/${body.id}`;
  const changed = await entra.patch(path, [{ op: "Replace", path: "employeeType", value: "Intern" }]);
  expect(changed.body).toMatchObject({ userType: "Intern" });
  expect((await entra.find("Users", 'employeeType eq "intern"')).body.totalResults).toBe(1);
  expect((await entra.delete(path)).status).toBe(204);
});

test("takes on a user who is not active yet, and nothing is asked of them", async () => {
  const soon = await entra.post("/Users", entraUser("soon", { active: false }));
  expect(soon).toMatchObject({ status: 201, body: { active: false } });
  expect((await employee(soon.body.id))?.status).toBe(EmployeeStatus.INACTIVE);
});

test("deletes a user: they vanish, are not erased, and are the same person when they come again", async () => {
  expect((await entra.delete(`/Users/${ada}`)).status).toBe(204);
  for (const again of [
    entra.get(`/Users/${ada}`),
    entra.delete(`/Users/${ada}`),
    entra.patch(`/Users/${ada}`, [{ op: "replace", value: { active: true } }]),
  ])
    expect(await again).toMatchObject({ status: 404, body: { status: "404" } });
  expect((await entra.find("Users", 'externalId eq "object-ada"')).body.totalResults).toBe(0);
  expect((await entra.get("/Users")).body.totalResults).toBe(2);
  expect(await employee(ada)).toMatchObject({ status: EmployeeStatus.INACTIVE, name: "Ada Augusta Able" });
  const back = await entra.post("/Users", entraUser("ada"));
  expect(back).toMatchObject({ status: 201, body: { id: ada, active: true, displayName: "Ada Able" } });
  expect((await entra.get(`/Users/${ada}`)).status).toBe(200);
  expect((await entra.post("/Users", entraUser("ada"))).status).toBe(409);
});

test("keeps groups in Entra's words", async () => {
  const created = await entra.post("/Groups", {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"],
    externalId: "group-1",
    displayName: "Finance team",
    meta: { resourceType: "Group" },
  });
  expect(created).toMatchObject({ status: 201, body: { externalId: "group-1", members: [] } });
  const { id } = created.body;
  const path = `/Groups/${id}`;
  const without = await entra.find("Groups", 'displayName eq "finance TEAM"', "&excludedAttributes=members");
  expect(without.body.Resources).toMatchObject([{ id, displayName: "Finance team" }]);
  expect(without.body.Resources[0].members).toBeUndefined();

  const add = {
    op: "Add",
    path: "members",
    value: [
      { $ref: null, value: ada },
      { $ref: null, value: boss },
    ],
  };
  expect(await entra.patch(path, [add])).toMatchObject({ status: 204 });
  expect(await entra.patch(path, [add])).toMatchObject({ status: 204 });
  for (const filter of [
    `members.value eq "${ada}"`,
    `id eq "${id}" and members eq "${ada}"`,
    `members[value eq "${ada}"]`,
    'externalId eq "group-1"',
  ])
    expect([filter, (await entra.find("Groups", filter)).body.totalResults]).toEqual([filter, 1]);

  await entra.patch(path, [{ op: "Remove", path: "members", value: [{ $ref: null, value: ada }] }]);
  expect((await entra.get(path)).body.members).toMatchObject([{ value: boss }]);
  expect((await entra.find("Groups", `id eq "${id}" and members eq "${ada}"`)).body.totalResults).toBe(0);
  await entra.patch(path, [{ op: "Replace", path: "displayName", value: "Treasury" }]);
  expect((await employee(boss))?.groups).toEqual(["Treasury"]);
  await entra.patch(path, [{ op: "Remove", path: "members" }]);
  expect((await entra.get(path)).body.members).toEqual([]);
  expect((await entra.delete(path)).status).toBe(204);
  expect((await entra.delete(path)).status).toBe(404);
});
