import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { oktaUser, type ScimClient, ScimWorld } from "./scim-world.ts";

let world: ScimWorld;
let okta: ScimClient;
beforeAll(async () => {
  world = await ScimWorld.start();
  okta = await world.customer("Provisioned by Okta");
});
afterAll(() => world.stop());

const LOGIN = "mary@example.com";
const byLogin = (login: string) => okta.find("Users", `userName eq "${login}"`, "&startIndex=1&count=100");
const employee = async (id: string) =>
  (await world.hr(okta.customerId).getEmployee({ employeeId: id })).employee;
let id = "";

test("Okta looks for a user who isn't there, and creates them", async () => {
  expect(await byLogin(LOGIN)).toMatchObject({
    status: 200,
    body: { totalResults: 0, startIndex: 1, itemsPerPage: 0, Resources: [] },
  });
  const created = await okta.post("/Users", oktaUser(LOGIN));
  expect(created).toMatchObject({
    status: 201,
    headers: { "content-type": "application/scim+json; charset=utf-8", etag: 'W/"r1"' },
    body: {
      userName: LOGIN,
      externalId: `00u${LOGIN}`,
      name: { givenName: "Mary Ann", familyName: "van der Berg" },
      emails: [{ value: LOGIN, type: "work", primary: true }],
      active: true,
      meta: { resourceType: "User", version: 'W/"r1"' },
    },
  });
  id = created.body.id;
  expect(created.headers.location).toBe(created.body.meta.location);
  expect(created.body.meta.location).toContain(`/scim/v2/Users/${id}`);
  expect(await employee(id)).toMatchObject({ name: "Mary Ann van der Berg", email: LOGIN, userName: "" });
});

test("finds them by user name in any case, and reads them by id", async () => {
  const found = await byLogin(LOGIN.toUpperCase());
  expect(found.body).toMatchObject({ totalResults: 1, itemsPerPage: 1 });
  const read = await okta.get(`/Users/${id}`);
  expect(read.body).toEqual(found.body.Resources[0]);
});

test("a second user of the same name is refused as not unique", async () => {
  expect(await okta.post("/Users", oktaUser(LOGIN.toUpperCase(), { externalId: "other" }))).toMatchObject({
    status: 409,
    body: {
      schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
      status: "409",
      scimType: "uniqueness",
    },
  });
  const sameExternalId = { externalId: `00u${LOGIN}` };
  expect(await okta.post("/Users", oktaUser("else@example.com", sameExternalId))).toMatchObject({
    status: 409,
    body: { scimType: "uniqueness" },
  });
});

test("PUT replaces the profile, and keeps what Okta doesn't name of externalId, roles and place", async () => {
  const { employee: before } = await world.hr(okta.customerId).updateEmployee({
    employee: { id, roles: ["Engineer"], location: "Berlin", department: "Finance" },
  });
  const { externalId: _, ...profile } = oktaUser(LOGIN, {
    displayName: "Mary Berg",
    name: { givenName: "Mary", familyName: "Berg" },
    id,
    meta: { resourceType: "User" },
  });
  const put = await okta.put(`/Users/${id}`, profile);
  expect(put).toMatchObject({ status: 200, body: { displayName: "Mary Berg", externalId: `00u${LOGIN}` } });
  expect(await employee(id)).toMatchObject({
    name: "Mary Berg",
    department: "",
    location: "Berlin",
    roles: before?.roles,
    attributes: { given_name: "Mary", family_name: "Berg" },
  });
});

test("a new login comes with the new address", async () => {
  const login = "mary.berg@example.com";
  const renamed = { userName: login, emails: [{ primary: true, value: login, type: "work" }] };
  expect((await okta.put(`/Users/${id}`, oktaUser(LOGIN, renamed))).body).toMatchObject(renamed);
  expect((await byLogin(LOGIN)).body.totalResults).toBe(0);
  expect((await byLogin(login)).body.totalResults).toBe(1);
  await okta.patch(`/Users/${id}`, [{ op: "replace", value: { userName: LOGIN } }]);
  expect(await employee(id)).toMatchObject({ email: LOGIN, userName: "" });
});

test("deactivates without a path, and brings back", async () => {
  const off = await okta.patch(`/Users/${id}`, [{ op: "replace", value: { active: false } }]);
  expect(off).toMatchObject({ status: 200, body: { id, active: false } });
  expect((await employee(id))?.status).toBe(EmployeeStatus.INACTIVE);
  expect((await byLogin(LOGIN)).body.Resources[0].active).toBe(false);
  const on = await okta.patch(`/Users/${id}`, [{ op: "replace", value: { active: true } }]);
  expect(on).toMatchObject({ status: 200, body: { active: true } });
  expect((await employee(id))?.status).toBe(EmployeeStatus.ACTIVE);
});

test("pushes a group with members, changes them, renames and deletes it", async () => {
  const second = (await okta.post("/Users", oktaUser("second@example.com"))).body.id;
  expect((await okta.find("Groups", 'displayName eq "Engineers"')).body.totalResults).toBe(0);
  const created = await okta.post("/Groups", {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"],
    displayName: "Engineers",
    members: [{ value: id, display: LOGIN }],
  });
  expect(created).toMatchObject({
    status: 201,
    body: { displayName: "Engineers", members: [{ value: id, type: "User" }] },
  });
  const group = created.body.id;
  const path = `/Groups/${group}`;
  const membersNow = async () =>
    (await okta.get(path)).body.members.map((member: { value: string }) => member.value).toSorted();
  expect((await employee(id))?.groups).toEqual(["Engineers"]);
  expect((await okta.get(`/Users/${id}`)).body.groups).toMatchObject([
    { value: group, display: "Engineers" },
  ]);

  const changed = await okta.patch(path, [
    { op: "remove", path: `members[value eq "${id}"]` },
    { op: "add", path: "members", value: [{ value: second, display: "second@example.com" }] },
  ]);
  expect(changed).toMatchObject({ status: 204, body: undefined });
  expect(await membersNow()).toEqual([second]);

  const renamed = await okta.patch(path, [
    { op: "replace", value: { id: group, displayName: "Builders" } },
    { op: "replace", path: "members", value: [{ value: id }, { value: second }] },
  ]);
  expect(renamed.status).toBe(204);
  expect(await membersNow()).toEqual([id, second].toSorted());
  expect((await employee(second))?.groups).toEqual(["Builders"]);

  const put = await okta.put(path, { displayName: "Makers", members: [{ value: second }] });
  expect(put).toMatchObject({ status: 200, body: { displayName: "Makers", members: [{ value: second }] } });
  expect((await employee(id))?.groups).toEqual([]);

  expect((await okta.delete(path)).status).toBe(204);
  expect((await okta.get(path)).status).toBe(404);
  expect((await employee(second))?.groups).toEqual([]);
});

test("imports everyone page by page", async () => {
  await Promise.all(Array.from({ length: 23 }, (_, n) => okta.post("/Users", oktaUser(`p${n}@example.com`))));
  const seen: string[] = [];
  for (let startIndex = 1; ; ) {
    const page = await okta.get(`/Users?startIndex=${startIndex}&count=10`);
    expect(page.body).toMatchObject({ totalResults: 25, startIndex });
    if (page.body.itemsPerPage === 0) break;
    seen.push(...page.body.Resources.map((user: { id: string }) => user.id));
    startIndex += page.body.itemsPerPage;
  }
  expect(new Set(seen).size).toBe(25);
  const later = await okta.get("/Users?startIndex=7&count=3");
  expect(later.body.Resources.map((user: { id: string }) => user.id)).toEqual(seen.slice(6, 9));
  expect((await okta.get("/Users?count=0")).body).toMatchObject({ totalResults: 25, Resources: [] });
});
