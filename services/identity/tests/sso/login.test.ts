import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { decodeJwt } from "jose";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { AuthenticationMethod } from "#gen/countersign/identity/v1/session_pb.ts";
import { refusal } from "../../../../runtime/testing/refusal.ts";
import { subjects } from "../told.ts";
import { type SsoCustomer, SsoWorld, verified } from "./sso-world.ts";
import type { TestProvider } from "./test-provider.ts";

const { EMPLOYEE, CUSTOMER_ADMIN } = PermissionRole;
const REFUSED = "Unauthenticated LOGIN_REFUSED";

let world: SsoWorld;
let at: TestProvider;
let acme: SsoCustomer;
beforeAll(async () => {
  world = await SsoWorld.start();
  at = await world.provider();
  acme = await world.customer("Acme", at, { emailDomains: ["acme.example"] });
});
afterAll(() => world.stop());

describe("a login", () => {
  test("signs in the customer's user with the address that the provider vouches for", async () => {
    const ada = await world.user(acme, "ada@acme.example", [EMPLOYEE, PermissionRole.HR]);
    const answer = await world.login(acme, at, verified("ada", "Ada@acme.example"));
    expect(answer).toMatchObject({ user: { id: ada.id }, returnPath: "/" });
    expect(answer.session?.authenticationMethod).toBe(AuthenticationMethod.SINGLE_SIGN_ON);
    const claims = decodeJwt(answer.tokens?.accessToken ?? "");
    expect(claims).toMatchObject({ sub: ada.id, cid: acme.customerId, amr: ["sso"] });
    await expect(subjects(world.net, acme.customerId, "LoginLinked")).resolves.toHaveLength(1);
  });

  test.each([
    ["the domain of an address", { case: "email", value: "Anybody.at.all@ACME.example" }],
    ["a customer's slug", { case: "customerSlug", value: "acme" }],
  ] as const)("may begin with %s", async (_what, choice) => {
    await world.user(acme, `${choice.case.toLowerCase()}@acme.example`);
    const person = verified(choice.case, `${choice.case.toLowerCase()}@acme.example`);
    const came = await world.visit(at, person, choice, "/acknowledgements?due=1");
    const { user, returnPath } = await world.as().finishLogin(came);
    expect([user?.email, returnPath]).toEqual([person.email, "/acknowledgements?due=1"]);
  });

  test("by address is begun alike whether there is such a user or not, and goes by the domain alone", async () => {
    await world.user(acme, "known@acme.example");
    const begin = async (email: string) => {
      const { authorizationUrl } = await world.as().beginLogin({ provider: { case: "email", value: email } });
      const { pathname, searchParams } = new URL(authorizationUrl);
      return [pathname, [...searchParams.keys()].sort()];
    };
    await expect(begin("known@acme.example")).resolves.toEqual(await begin("unknown@acme.example"));
    for (const value of ["known@elsewhere.example", "known@sub.acme.example"])
      await expect(refusal(world.as().beginLogin({ provider: { case: "email", value } }))).resolves.toBe(
        "NotFound IDENTITY_PROVIDER_NOT_FOUND",
      );
  });

  test("takes what the ID token lacks from UserInfo, and works with providers that put all into the token", async () => {
    const other = await world.provider({ claimsInIdToken: true });
    const customer = await world.customer("All in one", other);
    await world.user(customer, "eve@one.example");
    await world.login(customer, other, verified("eve", "eve@one.example"));
    expect(other.asked).not.toContain("/me");
    expect(at.asked).toContain("/me");
  });
});

describe("who is signed in", () => {
  test("a linked user stays the one, whatever address the provider gives later; another person with it is not", async () => {
    const grace = await world.user(acme, "grace@acme.example");
    const heidi = await world.user(acme, "heidi@acme.example");
    await world.login(acme, at, verified("grace", "grace@acme.example"));
    const later = await world.login(acme, at, verified("grace", "heidi@acme.example"));
    expect(later.user?.id).toBe(grace.id);
    const someone = () => world.login(acme, at, verified("someone", "grace@acme.example"));
    await expect(refusal(someone())).resolves.toBe(REFUSED);
    const { user } = await world.login(acme, at, verified("heidi", "heidi@acme.example"));
    expect(user?.id).toBe(heidi.id);
    const unlink = { userId: grace.id, identityProviderId: acme.provider.id };
    await world.as(acme.admin).unlinkLogin(unlink);
    await expect(refusal(world.as(acme.admin).unlinkLogin(unlink))).resolves.toBe(
      "NotFound LOGIN_LINK_NOT_FOUND",
    );
    await expect(someone()).resolves.toMatchObject({ user: { id: grace.id } });
  });

  test("an employee with the address becomes a user, once, even when they come twice at a time", async () => {
    const employee = world.employee(acme, "ivan@acme.example");
    const answers = await Promise.all(
      [1, 2].map(() => world.login(acme, at, verified("ivan", "Ivan@acme.example"))),
    );
    expect(new Set(answers.map(({ user }) => user?.id)).size).toBe(1);
    expect(answers[0]?.user).toMatchObject({
      employeeId: employee.id,
      displayName: employee.name,
      roles: [EMPLOYEE],
    });
    const { users } = await world.as(acme.admin).listUsers({ employeeId: employee.id });
    expect(users).toHaveLength(1);
  });

  test("a user who comes for the first time on two devices at once is linked once", async () => {
    const user = await world.user(acme, "olga@acme.example");
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => world.login(acme, at, verified("olga", "olga@acme.example"))),
    );
    expect(answers.map((answer) => answer.user?.id)).toEqual([user.id, user.id, user.id, user.id]);
  });

  test("nobody is told why: strangers, leavers, the deactivated, other customers' people, operators", async () => {
    const gone = await world.user(acme, "gone@acme.example");
    await world.as(acme.admin).deactivateUser({ userId: gone.id });
    world.employee(acme, "left@acme.example").status = EmployeeStatus.INACTIVE;
    const rival = await world.customer("Rival", await world.provider());
    await world.user(rival, "theirs@acme.example");
    const { user: operator } = await world.as(world.net.operator()).createUser({
      user: { email: "boss@platform.example", displayName: "B", roles: [PermissionRole.PLATFORM_ADMIN] },
      password: world.password,
    });
    const taken = world.employee(acme, "old-address@acme.example");
    await world.user(acme, "new-address@acme.example", [CUSTOMER_ADMIN], taken.id);
    const texts = new Set<string>();
    for (const email of [
      "stranger@acme.example",
      "gone@acme.example",
      "left@acme.example",
      "theirs@acme.example",
      operator?.email ?? "",
      taken.email,
    ]) {
      const answer = world.login(acme, at, verified(`x-${email}`, email));
      texts.add(await answer.then(String, (error: Error) => error.message));
      await expect(refusal(answer)).resolves.toBe(REFUSED);
    }
    expect(texts.size).toBe(1);
    await expect(subjects(world.net, rival.customerId, "SessionCreated")).resolves.toEqual([]);
  });

  test("one who is deactivated after the first login, or whose customer or provider is gone, is refused alike", async () => {
    const there = await world.provider();
    const customer = await world.customer("Going", there);
    const user = await world.user(customer, "judy@going.example");
    const judy = verified("judy", user.email);
    await world.login(customer, there, judy);
    await world.as(customer.admin).deactivateUser({ userId: user.id });
    await expect(refusal(world.login(customer, there, judy))).resolves.toBe(REFUSED);
    const choice = { case: "identityProviderId", value: customer.provider.id } as const;
    const set = (enabled: boolean) =>
      world.as(customer.admin).updateIdentityProvider({
        identityProvider: { id: customer.provider.id, enabled },
        updateMask: { paths: ["enabled"] },
      });
    await world.user(customer, "kim@going.example");
    const kim = verified("kim", "kim@going.example");
    const disabled = await world.visit(there, kim, choice);
    await set(false);
    await expect(refusal(world.as().finishLogin(disabled))).resolves.toBe(REFUSED);
    await expect(refusal(world.visit(there, kim, choice))).resolves.toBe(
      "NotFound IDENTITY_PROVIDER_NOT_FOUND",
    );
    await set(true);
    const deleted = await world.visit(there, kim, choice);
    const operator = world.net.client(CustomerService, world.net.operator());
    await operator.deleteCustomer({ customerId: customer.customerId });
    await world.net.settle();
    await expect(refusal(world.as().finishLogin(deleted))).resolves.toBe(REFUSED);
    for (const gone of [choice, { case: "customerSlug", value: customer.slug } as const])
      await expect(refusal(world.visit(there, kim, gone))).resolves.toBe(
        "NotFound IDENTITY_PROVIDER_NOT_FOUND",
      );
  });
});

describe("create_users", () => {
  test("makes users of people who are no employees, within the provider's own domains only", async () => {
    const there = await world.provider();
    const settings = { createUsers: true, emailDomains: ["makers.example"] };
    const customer = await world.customer("Makers", there, settings);
    const { user } = await world.login(customer, there, verified("lena", "lena@makers.example"));
    expect(user).toMatchObject({ displayName: "Name of lena", employeeId: "", roles: [EMPLOYEE] });
    await expect(refusal(world.login(customer, there, verified("mallory", "m@acme.example")))).resolves.toBe(
      REFUSED,
    );
    await expect(subjects(world.net, customer.customerId, "UserCreated")).resolves.toEqual([user?.id]);
  });
});
