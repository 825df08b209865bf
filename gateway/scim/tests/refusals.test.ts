import { request as http } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { send } from "../../tests/http.ts";
import { oktaUser, type Reply, type ScimClient, ScimWorld } from "./scim-world.ts";

let world: ScimWorld;
let client: ScimClient;
let userId = "";
let groupId = "";
beforeAll(async () => {
  world = await ScimWorld.start();
  client = await world.customer("Refusing");
  userId = (await client.post("/Users", oktaUser("one@example.com"))).body.id;
  groupId = (await client.post("/Groups", { displayName: "Team", members: [{ value: userId }] })).body.id;
});
afterAll(() => world.stop());

const refusal = ({ status, body }: Reply) => `${status} ${body?.scimType ?? "-"}`;

describe("who may call", () => {
  test.each([
    ["no token", {}, 401],
    ["a token that is none", { authorization: "Bearer nonsense" }, 401],
    ["a cookie instead of a token", { cookie: "access=x; __Host-access=x" }, 401],
    ["an unknown kind of credentials", { authorization: "Basic dTpw" }, 401],
  ])("%s is refused", async (_, headers, status) => {
    const answer = await send(world.gateway.port, { method: "GET", path: "/scim/v2/Users", headers });
    expect(answer.status).toBe(status);
    expect(answer.headers["www-authenticate"]).toBe('Bearer realm="scim"');
    expect(JSON.parse(answer.body.toString())).toMatchObject({
      schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
      status: String(status),
    });
  });

  test("a key that may only read reads, and one for something else does nothing", async () => {
    const reading = world.client(world.net.apiKey(client.customerId, [Permission.EMPLOYEES_READ]));
    expect((await reading.get(`/Users/${userId}`)).status).toBe(200);
    expect((await reading.find("Users", 'userName eq "one@example.com"')).body.totalResults).toBe(1);
    expect((await reading.get("/Groups")).status).toBe(200);
    expect((await reading.post("/Users", oktaUser("two@example.com"))).status).toBe(403);
    expect((await reading.delete(`/Users/${userId}`)).status).toBe(403);
    expect((await reading.delete(`/Groups/${groupId}`)).status).toBe(403);
    const other = world.client(world.net.apiKey(client.customerId, [Permission.POLICIES_READ]));
    expect((await other.get("/Users")).status).toBe(403);
  });

  test("an employee's own session and a platform operator's open nothing", async () => {
    const employee = world.client(world.net.user(client.customerId, [PermissionRole.EMPLOYEE]));
    expect((await employee.get("/Users")).status).toBe(403);
    expect((await world.client(world.net.operator()).get("/Users")).status).toBe(403);
  });
});

describe("another customer's", () => {
  let other: ScimClient;
  beforeAll(async () => {
    other = await world.customer("Elsewhere");
  });

  test("users and groups are unknown, by id and by filter", async () => {
    const operations = [{ op: "replace", value: { active: false, displayName: "Taken" } }];
    for (const answer of [
      await other.get(`/Users/${userId}`),
      await other.put(`/Users/${userId}`, oktaUser("one@example.com")),
      await other.patch(`/Users/${userId}`, operations),
      await other.delete(`/Users/${userId}`),
      await other.get(`/Groups/${groupId}`),
      await other.put(`/Groups/${groupId}`, { displayName: "Taken" }),
      await other.patch(`/Groups/${groupId}`, operations.slice(0, 0).concat(operations)),
      await other.delete(`/Groups/${groupId}`),
    ])
      expect(refusal(answer)).toBe("404 -");
    for (const [collection, filter] of [
      ["Users", `id eq "${userId}"`],
      ["Users", 'userName eq "one@example.com"'],
      ["Groups", `id eq "${groupId}"`],
      ["Groups", `members.value eq "${userId}"`],
      ["Groups", 'displayName eq "Team"'],
    ] as const)
      expect((await other.find(collection, filter)).body.totalResults).toBe(0);
    expect((await client.get(`/Users/${userId}`)).body).toMatchObject({ active: true });
  });

  test("users can be neither members nor managers here, and nothing is left of the attempt", async () => {
    const members = [{ value: userId }];
    expect(refusal(await other.post("/Groups", { displayName: "Mixed", members }))).toBe("400 invalidValue");
    expect((await other.get("/Groups")).body.totalResults).toBe(0);
    const manager = {
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { manager: { value: userId } },
    };
    expect(refusal(await other.post("/Users", oktaUser("m@example.com", manager)))).toBe("400 invalidValue");
    expect((await other.get("/Users")).body.totalResults).toBe(0);
  });

  test("the same names are free", async () => {
    expect((await other.post("/Users", oktaUser("one@example.com"))).status).toBe(201);
    expect((await other.post("/Groups", { displayName: "Team" })).status).toBe(201);
  });
});

describe("filters", () => {
  test.each([
    'userName sw "a"',
    'userName co "a"',
    'userName ne "a"',
    "not (active eq true)",
    'title eq "x"',
    'displayName eq "a" or displayName eq "b"',
    'meta.lastModified gt "2020-01-01T00:00:00Z"',
    "active eq maybe",
    'active eq "perhaps"',
    "userName eq 1",
    "userName",
    'userName eq "a',
    `userName eq "${"\n".repeat(40)}`,
    `userName eq "a" and (`,
    `${"(".repeat(900)}userName eq "a"`,
    `userName eq "${"x".repeat(3_000)}"`,
    Array.from({ length: 30 }, (_, n) => `id eq "${n}"`).join(" or "),
    'emails[type[value eq "x"]]',
  ])("%j is not served", async (filter) => {
    expect(refusal(await client.find("Users", filter))).toBe("400 invalidFilter");
  });

  test("what can't be anybody's finds nobody", async () => {
    for (const filter of [
      'id eq "me"',
      `userName eq "${"x".repeat(300)}"`,
      'userName eq ""',
      'externalId eq "a" and externalId eq "b"',
      "active eq true and active eq false",
      'emails[type eq "home" and value eq "one@example.com"]',
      `userName eq "{\\"$gt\\": \\"\\"}"`,
    ])
      expect([filter, (await client.find("Users", filter)).body.totalResults]).toEqual([filter, 0]);
  });

  test("startIndex and count that are no numbers are refused, small ones count as the least", async () => {
    expect(refusal(await client.get("/Users?startIndex=two"))).toBe("400 invalidValue");
    expect((await client.get("/Users?startIndex=-3&count=-1")).body).toMatchObject({
      startIndex: 1,
      itemsPerPage: 0,
      totalResults: 1,
    });
    expect((await client.get("/Users?startIndex=50")).body).toMatchObject({ totalResults: 1, Resources: [] });
  });
});

describe("hostile bodies", () => {
  const raw = (method: string, path: string, text: string) =>
    client.call(method, path, undefined, { raw: text, headers: { "content-type": "application/json" } });

  test("what is no JSON, no object, or nested without end is refused", async () => {
    expect(refusal(await raw("POST", "/Users", "{"))).toBe("400 invalidSyntax");
    expect(refusal(await raw("POST", "/Users", "[]"))).toBe("400 invalidSyntax");
    expect(refusal(await raw("POST", "/Users", "\u0000"))).toBe("400 invalidSyntax");
    const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
    expect(refusal(await raw("POST", "/Users", deep))).toBe("400 invalidSyntax");
    expect(refusal(await raw("POST", "/Users", `{"userName":${deep}}`))).toBe("400 invalidValue");
    expect(refusal(await raw("POST", "/Users", `{"emails":${deep}}`))).toBe("400 invalidValue");
    const patch = `{"Operations":[{"op":"add","path":"name","value":${deep}}]}`;
    expect(refusal(await raw("PATCH", `/Users/${userId}`, patch))).toBe("400 invalidValue");
  });

  test("a body over the limit is refused, whether its length is told or not", async () => {
    const large = JSON.stringify({ userName: "x".repeat(1_100_000) });
    expect((await raw("POST", "/Users", large)).status).toBe(413);
    const status = await new Promise<number>((resolve, reject) => {
      const headers = {
        authorization: "",
        "content-type": "application/json",
        "transfer-encoding": "chunked",
      };
      void world.net
        .token(world.net.apiKey(client.customerId, [Permission.EMPLOYEES_MANAGE]))
        .then((token) => {
          const req = http(
            {
              port: world.gateway.port,
              method: "POST",
              path: "/scim/v2/Users",
              headers: { ...headers, authorization: `Bearer ${token}` },
            },
            (res) => {
              res.resume();
              resolve(res.statusCode ?? 0);
            },
          );
          req.on("error", reject);
          for (let sent = 0; sent < 1_200_000; sent += 100_000) req.write(" ".repeat(100_000));
          req.end();
        });
    });
    expect(status).toBe(413);
  });

  test("prototypes can't be reached", async () => {
    const text = `{"__proto__":{"userName":"p@example.com","active":false},"constructor":{"prototype":{"polluted":1}}}`;
    expect(refusal(await raw("POST", "/Users", text))).toBe("400 invalidValue");
    for (const path of ["__proto__.polluted", "constructor.prototype", "name.__proto__", "toString"]) {
      const answer = await client.patch(`/Users/${userId}`, [{ op: "add", path, value: "x" }]);
      expect([200, 400]).toContain(answer.status);
    }
    const inValue = `{"Operations":[{"op":"add","value":{"__proto__":{"polluted":1}}}]}`;
    expect(refusal(await raw("PATCH", `/Users/${userId}`, inValue))).toBe("400 invalidPath");
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });

  test.each<[string, unknown[], string]>([
    ["an unknown op", [{ op: "move", path: "title", value: "x" }], "400 invalidSyntax"],
    ["no operations", [], "400 invalidSyntax"],
    ["a path that leads nowhere", [{ op: "add", path: "shoeSize", value: 43 }], "400 invalidPath"],
    ["a broken path", [{ op: "add", path: "emails[type eq", value: "x" }], "400 invalidPath"],
    ["a remove without a path", [{ op: "remove" }], "400 noTarget"],
    ["text where a boolean must be", [{ op: "replace", path: "active", value: "never" }], "400 invalidValue"],
    ["no user name", [{ op: "remove", path: "userName" }], "400 invalidValue"],
    [
      "a manager who isn't there",
      [
        {
          op: "add",
          path: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager",
          value: "nobody",
        },
      ],
      "400 invalidValue",
    ],
    [
      "oneself as the manager",
      [
        {
          op: "add",
          path: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager",
          value: "SELF",
        },
      ],
      "400 invalidValue",
    ],
    ["a title that is too long", [{ op: "add", path: "title", value: "x".repeat(300) }], "400 invalidValue"],
  ])("a patch with %s is refused and changes nothing", async (_, operations, expected) => {
    const before = await client.get(`/Users/${userId}`);
    const meant = JSON.parse(JSON.stringify(operations).replace("SELF", userId));
    expect(refusal(await client.patch(`/Users/${userId}`, meant))).toBe(expected);
    expect((await client.get(`/Users/${userId}`)).body).toEqual(before.body);
  });

  test.each<[string, unknown, string]>([
    [
      "a member who isn't there",
      { op: "add", path: "members", value: [{ value: "emp_01kjpwd6m0fdgrjb62xb7ztmr1" }] },
      "400 invalidValue",
    ],
    ["a group as a member", { op: "add", path: "members", value: [{ value: "GROUP" }] }, "400 invalidValue"],
    [
      "a member changed in place",
      { op: "replace", path: 'members[value eq "x"].value', value: "y" },
      "400 mutability",
    ],
    ["no name", { op: "replace", path: "displayName", value: "" }, "400 invalidValue"],
  ])("a group with %s is refused", async (_, operation, expected) => {
    const meant = JSON.parse(JSON.stringify(operation).replace("GROUP", groupId));
    expect(refusal(await client.patch(`/Groups/${groupId}`, [meant]))).toBe(expected);
    expect((await client.get(`/Groups/${groupId}`)).body.members).toMatchObject([{ value: userId }]);
  });

  test("other types of content and compressed bodies are refused", async () => {
    const headers = { "content-type": "text/xml" };
    expect((await client.call("POST", "/Users", {}, { headers })).status).toBe(415);
    expect(
      (await client.call("POST", "/Users", {}, { headers: { "content-encoding": "gzip" } })).status,
    ).toBe(415);
  });
});

describe("versions", () => {
  test("a change of an outdated version is refused, of the present one made", async () => {
    const path = `/Users/${userId}`;
    const { body } = await client.get(path);
    const old = { headers: { "if-match": 'W/"r0"' } };
    const operations = [{ op: "replace", path: "displayName", value: "One More" }];
    expect(refusal(await client.patch(path, operations, old))).toBe("412 -");
    expect(refusal(await client.put(path, oktaUser("one@example.com"), old))).toBe("412 -");
    expect(refusal(await client.delete(path, old))).toBe("412 -");
    const present = { headers: { "if-match": body.meta.version } };
    const changed = await client.patch(path, operations, present);
    expect(changed.body.meta.version).not.toBe(body.meta.version);
    expect(changed.headers.etag).toBe(changed.body.meta.version);
    expect(refusal(await client.patch(path, operations, present))).toBe("412 -");
    const any = { headers: { "if-match": "*" } };
    expect((await client.patch(path, operations, any)).status).toBe(200);
  });

  test("a group's version changes with its members", async () => {
    const path = `/Groups/${groupId}`;
    const version = (await client.get(path)).headers.etag as string;
    const more = (await client.post("/Users", oktaUser("more@example.com"))).body.id;
    const add = [{ op: "add", path: "members", value: [{ value: more }] }];
    const bound = { headers: { "if-match": version } };
    expect((await client.patch(path, add, bound)).status).toBe(204);
    const remove = [{ op: "remove", path: `members[value eq "${more}"]` }];
    expect(refusal(await client.patch(path, remove, bound))).toBe("412 -");
    expect(refusal(await client.delete(path, bound))).toBe("412 -");
  });

  test("what the client has already isn't sent again", async () => {
    const { headers } = await client.get(`/Users/${userId}`);
    const again = await client.get(`/Users/${userId}`, {
      headers: { "if-none-match": String(headers.etag) },
    });
    expect(again).toMatchObject({ status: 304, body: undefined });
  });

  test("of changes at once, none is lost", async () => {
    const path = `/Users/${userId}`;
    const changes = ["title", "userType", "preferredLanguage"].map((name) =>
      client.patch(path, [{ op: "add", path: name, value: name === "preferredLanguage" ? "fr" : "Both" }]),
    );
    expect((await Promise.all(changes)).map((answer) => answer.status)).toEqual([200, 200, 200]);
    const { body } = await client.get(path);
    expect(body).toMatchObject({ title: "Both", userType: "Both", preferredLanguage: "fr" });
  });
});

describe("paths", () => {
  test.each([
    ["GET", "/Bulk", 404],
    ["POST", "/Bulk", 404],
    ["GET", "/Users/x/y", 404],
    ["GET", "/Users/%E0%A4%A", 404],
    ["GET", "/Users/__proto__", 404],
    ["GET", "/__proto__", 404],
    ["GET", "/constructor/x", 404],
    ["GET", "/Me", 501],
    ["DELETE", "/Users", 405],
    ["POST", "/Groups/x", 405],
  ])("%s %s gives %i", async (method, path, status) => {
    const answer = await client.call(method, path);
    expect(answer.status).toBe(status);
    expect(answer.body.schemas).toEqual(["urn:ietf:params:scim:api:messages:2.0:Error"]);
    expect(answer.headers["content-type"]).toContain("application/scim+json");
    if (status === 405) expect(answer.headers.allow).toMatch(/GET/);
  });

  test("outside /scim/v2 there is nothing, told in SCIM's form", async () => {
    const answer = await send(world.gateway.port, { method: "GET", path: "/scim/v1/Users" });
    expect(JSON.parse(answer.body.toString())).toMatchObject({ status: "404" });
  });
});

describe("attributes", () => {
  test("are given as asked for", async () => {
    const some = await client.get(`/Users/${userId}?attributes=userName,NAME.familyName`);
    expect(some.body).toEqual({
      schemas: expect.anything(),
      id: userId,
      userName: "one@example.com",
      name: { familyName: expect.any(String) },
    });
    const { body } = await client.get(`/Users/${userId}?excludedAttributes=groups,name.formatted,id,meta`);
    expect(body).toMatchObject({ id: userId, userName: "one@example.com" });
    expect([body.groups, body.name.formatted, body.meta]).toEqual([undefined, undefined, undefined]);
    const named = await client.patch(`/Groups/${groupId}?attributes=displayName`, [
      { op: "replace", path: "displayName", value: "Team" },
    ]);
    expect(named).toMatchObject({ status: 200, body: { displayName: "Team" } });
    expect(named.body.members).toBeUndefined();
  });
});

describe("discovery", () => {
  const discover = async (path: string) => {
    const answer = await send(world.gateway.port, { method: "GET", path: `/scim/v2${path}` });
    return { status: answer.status, body: JSON.parse(answer.body.toString()) };
  };

  test("needs no token and tells what is served", async () => {
    expect((await discover("/ServiceProviderConfig")).body).toMatchObject({
      patch: { supported: true },
      bulk: { supported: false },
      filter: { supported: true, maxResults: 200 },
      etag: { supported: true },
    });
    const types = await discover("/ResourceTypes");
    expect(types.body.Resources.map((one: { id: string }) => one.id)).toEqual(["User", "Group"]);
    expect((await discover("/ResourceTypes/Group")).body).toMatchObject({ endpoint: "/Groups" });
    const { body } = await discover("/Schemas");
    expect(body.totalResults).toBe(3);
    for (const { id } of body.Resources)
      expect(await discover(`/Schemas/${id}`)).toMatchObject({ status: 200, body: { id } });
    expect((await discover("/Schemas/urn:none")).status).toBe(404);
    expect((await discover("/Schemas?filter=x")).status).toBe(403);
  });
});
