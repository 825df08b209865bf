import { ConnectError } from "@connectrpc/connect";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { ErrorDetailSchema } from "#gen/countersign/common/v1/error_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { refusal } from "../../../../runtime/testing/refusal.ts";
import { identityProviderModel } from "../../store/identity-provider-model.ts";
import { subjects } from "../told.ts";
import { type SsoCustomer, SsoWorld, verified } from "./sso-world.ts";
import { CLIENT, type TestProvider } from "./test-provider.ts";

const UNUSABLE = "FailedPrecondition IDENTITY_PROVIDER_UNUSABLE";
const REQUEST = "7b0e3a55-12f4-4c1b-9d0e-0b2f6f4f2a10";

let world: SsoWorld;
let at: TestProvider;
let acme: SsoCustomer;
beforeAll(async () => {
  world = await SsoWorld.start();
  at = await world.provider();
  acme = await world.customer("Acme", at, { emailDomains: ["acme.example"] });
});
afterAll(() => world.stop());

const settings = (more: object = {}) => ({
  identityProvider: { name: "Acme", issuer: at.issuer, ...CLIENT, enabled: true, ...more },
});
const create = (more: object = {}, user = acme.admin) =>
  world.as(user).createIdentityProvider(settings(more));

describe("creating", () => {
  test("gives everything back but the secret, tells it, and once per request id", async () => {
    const before = await subjects(world.net, acme.customerId, "IdentityProviderCreated");
    const ask = () =>
      world.as(acme.admin).createIdentityProvider({ ...settings({ name: " Second " }), requestId: REQUEST });
    const [one, two] = [await ask(), await ask()];
    expect(two).toEqual(one);
    expect(one.identityProvider).toMatchObject({
      customerId: acme.customerId,
      name: "Second",
      issuer: at.issuer,
      clientId: CLIENT.clientId,
      clientSecret: "",
      hasClientSecret: true,
      enabled: true,
      redirectUri: `${world.publicUrl}/login/callback`,
      etag: "r1",
    });
    const told = await subjects(world.net, acme.customerId, "IdentityProviderCreated");
    expect(told).toEqual([...before, one.identityProvider?.id]);
    const { identityProviders } = await world.as(acme.admin).listIdentityProviders({});
    expect(identityProviders.at(-1)).toEqual(one.identityProvider);
  });

  test("only tried, it changes nothing", async () => {
    const count = async () => (await world.as(acme.admin).listIdentityProviders({})).identityProviders.length;
    const before = await count();
    const { identityProvider } = await world
      .as(acme.admin)
      .createIdentityProvider({ ...settings(), validateOnly: true });
    expect(identityProvider).toMatchObject({ id: "", name: "Acme" });
    await expect(count()).resolves.toBe(before);
  });

  test("needs an issuer whose discovery document is in order", async () => {
    const other = await world.provider();
    const wrong = async (describe: TestProvider["describe"]): Promise<string> => {
      other.describe = describe;
      return refusal(create({ issuer: other.issuer }));
    };
    await expect(wrong((document) => document)).resolves.toBe("ok");
    for (const describe of [
      (document: Record<string, unknown>) => ({ ...document, issuer: "https://elsewhere.example" }),
      (document: Record<string, unknown>) => ({ ...document, issuer: `${other.issuer}/{tenantid}` }),
      ({ authorization_endpoint: _gone, ...document }: Record<string, unknown>) => document,
      ({ jwks_uri: _gone, ...document }: Record<string, unknown>) => document,
      (document: Record<string, unknown>) => ({ ...document, token_endpoint: "file:///etc/passwd" }),
      (document: Record<string, unknown>) => ({ ...document, response_types_supported: ["id_token"] }),
    ])
      await expect(wrong(describe)).resolves.toBe(UNUSABLE);
    for (const issuer of [`${other.issuer}/nothing-here`, "http://127.0.0.1:1", "https://nowhere.invalid"])
      await expect(refusal(create({ issuer }))).resolves.toBe(UNUSABLE);
    for (const issuer of [
      "nonsense",
      "ftp://example.com",
      `${other.issuer}?a=b`,
      `${other.issuer}/.well-known/x`,
    ])
      await expect(refusal(create({ issuer }))).resolves.toBe("InvalidArgument INVALID_FIELD");
  });

  test("is for those who administer the customer", async () => {
    const { admin } = await world.net.createCustomer("Others");
    for (const role of [PermissionRole.COMPLIANCE_OFFICER, PermissionRole.HR, PermissionRole.EMPLOYEE])
      await expect(refusal(create({}, world.net.user(acme.customerId, [role])))).resolves.toBe(
        "PermissionDenied ROLE_REQUIRED",
      );
    await expect(
      refusal(world.as(admin).createIdentityProvider({ customerId: acme.customerId, ...settings() })),
    ).resolves.toBe("NotFound CUSTOMER_NOT_FOUND");
    const { provider } = acme;
    for (const call of [
      () => world.as(admin).updateIdentityProvider({ identityProvider: { id: provider.id, name: "Mine" } }),
      () => world.as(admin).deleteIdentityProvider({ identityProviderId: provider.id }),
    ])
      await expect(refusal(call())).resolves.toBe("NotFound IDENTITY_PROVIDER_NOT_FOUND");
  });

  test("takes what an administrator holds: whoever chooses a provider decides who signs in as whom", async () => {
    const permissions = [Permission.ACCESS_MANAGE, Permission.USERS_MANAGE];
    const deputy = world.net.user(acme.customerId, [], { permissions });
    const { id } = acme.provider;
    await expect(refusal(world.as(deputy).listIdentityProviders({}))).resolves.toBe("ok");
    const user = await world.user(acme, "nina@acme.example");
    await world.login(acme, at, verified("nina", user.email));
    for (const call of [
      () => create({}, deputy),
      () => world.as(deputy).updateIdentityProvider({ identityProvider: { id, enforced: true } }),
      () => world.as(deputy).deleteIdentityProvider({ identityProviderId: id }),
      () => world.as(deputy).unlinkLogin({ identityProviderId: id, userId: user.id }),
    ])
      await expect(refusal(call())).resolves.toBe("PermissionDenied PERMISSION_NOT_GRANTABLE");
  });

  test("a customer has twenty at most", async () => {
    const { customerId, admin } = await world.net.createCustomer("Collector");
    for (let i = 0; i < 20; i++) await create({ name: `P${i}` }, admin);
    await expect(refusal(create({}, admin))).resolves.toBe("ResourceExhausted TOO_MANY_IDENTITY_PROVIDERS");
    const first = await world.as(admin).listIdentityProviders({ customerId, pageSize: 15 });
    const rest = await world
      .as(admin)
      .listIdentityProviders({ pageSize: 15, pageToken: first.nextPageToken });
    expect([...first.identityProviders, ...rest.identityProviders].map(({ name }) => name)).toEqual(
      Array.from({ length: 20 }, (_, i) => `P${i}`),
    );
  });
});

describe("e-mail domains", () => {
  test("belong to one provider, and an administrator must prove them", async () => {
    const operator = world.as(world.net.operator());
    const { customerId } = await world.net.createCustomer("Rival");
    await expect(
      refusal(
        operator.createIdentityProvider({ customerId, ...settings({ emailDomains: ["Acme.EXAMPLE"] }) }),
      ),
    ).resolves.toBe("AlreadyExists IDENTITY_PROVIDER_EMAIL_DOMAIN_TAKEN");
    const error = await create({ emailDomains: ["victim.invalid"] }).catch(ConnectError.from);
    expect(error instanceof ConnectError && error.findDetails(ErrorDetailSchema)[0]).toMatchObject({
      reason: "EMAIL_DOMAIN_NOT_PROVEN",
      metadata: {
        domain: "victim.invalid",
        record_name: "_countersign.victim.invalid",
        record_value: `countersign-customer=${acme.customerId}`,
      },
    });
  });

  test("of a deleted customer are free for whoever has them now", async () => {
    const old = await world.customer("Old owner", at, { emailDomains: ["moved.example", "kept.example"] });
    const customers = world.net.client(CustomerService, world.net.operator());
    await customers.deleteCustomer({ customerId: old.customerId });
    await world.net.settle();
    await world.customer("New owner", at, { emailDomains: ["moved.example"] });
    await customers.undeleteCustomer({ customerId: old.customerId });
    await world.net.settle();
    const { identityProviders } = await world.as(old.admin).listIdentityProviders({});
    expect(identityProviders.map(({ emailDomains }) => emailDomains)).toEqual([["kept.example"]]);
    await expect(subjects(world.net, old.customerId, "IdentityProviderUpdated")).resolves.toHaveLength(1);
  });

  test("are found through an index", async () => {
    const { queryPlanner } = (await identityProviderModel(world.net.database("identity"))
      .find({ emailDomains: "acme.example" })
      .explain("queryPlanner")) as unknown as { queryPlanner: { winningPlan: object } };
    expect(JSON.stringify(queryPlanner.winningPlan)).toContain('"indexName":"email_domain"');
  });
});

describe("changing", () => {
  test("keeps the secret unless told, refuses what is stale or fixed, and tells what changed", async () => {
    const { identityProvider: made } = await create({ name: "Changing" });
    const id = made?.id ?? "";
    const change = (identityProvider: object, more: object = {}) =>
      world.as(acme.admin).updateIdentityProvider({ identityProvider: { id, ...identityProvider }, ...more });
    const renamed = await change({ name: "Renamed", scopes: ["openid", "groups"] });
    expect(renamed.identityProvider).toMatchObject({ name: "Renamed", hasClientSecret: true, etag: "r2" });
    await expect(change({ name: "Renamed" })).resolves.toEqual(renamed);
    await expect(refusal(change({ name: "X" }, { etag: "r1" }))).resolves.toBe("Aborted ETAG_MISMATCH");
    const issuer = { issuer: "https://else.example" };
    await expect(refusal(change(issuer, { updateMask: { paths: ["issuer"] } }))).resolves.toBe(
      "InvalidArgument INVALID_UPDATE_MASK",
    );
    const tried = await change({ name: "Tried" }, { validateOnly: true });
    expect(tried.identityProvider?.name).toBe("Tried");
    const cleared = await change({}, { updateMask: { paths: ["client_secret"] } });
    expect(cleared.identityProvider).toMatchObject({ name: "Renamed", hasClientSecret: false });
    const told = await subjects(world.net, acme.customerId, "IdentityProviderUpdated");
    expect(told.filter((subject) => subject === id)).toHaveLength(2);
  });
});

describe("deleting", () => {
  test("takes the links along: whoever comes with a new provider is linked by the address again", async () => {
    const customer = await world.customer("Deleting", at);
    const user = await world.user(customer, "mona@deleting.example");
    await world.login(customer, at, verified("mona", user.email));
    const { id, etag } = customer.provider;
    const gone = { identityProviderId: id, requestId: REQUEST };
    await expect(
      refusal(world.as(customer.admin).deleteIdentityProvider({ identityProviderId: id, etag: "r9" })),
    ).resolves.toBe("Aborted ETAG_MISMATCH");
    await world.as(customer.admin).deleteIdentityProvider({ ...gone, etag });
    await expect(refusal(world.as(customer.admin).deleteIdentityProvider({ ...gone, etag }))).resolves.toBe(
      "ok",
    );
    await expect(
      refusal(world.as(customer.admin).deleteIdentityProvider({ identityProviderId: id })),
    ).resolves.toBe("NotFound IDENTITY_PROVIDER_NOT_FOUND");
    await expect(subjects(world.net, customer.customerId, "IdentityProviderDeleted")).resolves.toEqual([id]);
    const { identityProvider: provider } = await create({}, customer.admin);
    if (!provider) throw new Error("no provider came back");
    const { user: again } = await world.login({ provider }, at, verified("other-sub", user.email));
    expect(again?.id).toBe(user.id);
  });
});
