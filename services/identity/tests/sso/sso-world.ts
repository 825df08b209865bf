import { create } from "@bufbuild/protobuf";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import {
  GetEmployeeResponseSchema,
  ListEmployeesResponseSchema,
} from "#gen/countersign/employee/v1/employee_requests_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import type { IdentityProvider } from "#gen/countersign/identity/v1/identity_provider_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type {
  BeginLoginRequest,
  FinishLoginResponse,
} from "#gen/countersign/identity/v1/login_requests_pb.ts";
import type { User } from "#gen/countersign/identity/v1/user_pb.ts";
import { notFound } from "../../../../runtime/errors.ts";
import { Constellation } from "../../../../runtime/testing/constellation.ts";
import { handBuiltModule } from "../../../../runtime/testing/hand-built-module.ts";
import type { TestUser } from "../../../../runtime/testing/test-tokens.ts";
import { customerModule } from "../../../customer/module.ts";
import { identityModule } from "../../module.ts";
import { Browser } from "./browser.ts";
import { CLIENT, type TestPerson, TestProvider, type TestProviderOptions } from "./test-provider.ts";

/** Where the platform of a test says that it is. Nothing needs to listen there. */
const PUBLIC_URL = "http://127.0.0.1:1";
const PASSWORD = "violet-harbour-42";

/** An employee that a test makes up. */
export interface TestEmployee {
  readonly id: string;
  readonly customerId: string;
  readonly name: string;
  readonly email: string;
  status: EmployeeStatus;
}

/** A customer whose people sign in at a provider. */
export interface SsoCustomer {
  readonly customerId: string;
  readonly slug: string;
  readonly admin: TestUser;
  readonly provider: IdentityProvider;
}

/** What a browser came back with, and what the login that it belongs to was begun with. */
export interface CameBack {
  readonly loginToken: string;
  readonly callbackQuery: string;
  readonly redirectProviderId: string;
}

/** The identity service with customers, made-up employees, and real OpenID Connect providers on this machine. */
export class SsoWorld {
  readonly net: Constellation;
  readonly publicUrl: string;
  readonly employees: TestEmployee[];
  readonly #providers: TestProvider[] = [];
  #users = 0;

  private constructor(net: Constellation, publicUrl: string, employees: TestEmployee[]) {
    this.net = net;
    this.publicUrl = publicUrl;
    this.employees = employees;
  }

  /** Starts it at the present, as the providers' clock stands there. */
  static async start(publicUrl = PUBLIC_URL): Promise<SsoWorld> {
    const employees: TestEmployee[] = [];
    const { method } = EmployeeService;
    const employeeModule = handBuiltModule("employee", EmployeeService, () => ({
      methods: [
        {
          method: method.getEmployee,
          run: async (request) => {
            const id = String(Reflect.get(request, "employeeId"));
            const employee = employees.find((one) => one.id === id);
            if (!employee) throw notFound("employee", id);
            return create(GetEmployeeResponseSchema, { employee });
          },
        },
        {
          method: method.listEmployees,
          run: async (request, call) => {
            const begin = String(Reflect.get(request, "query")).toLowerCase();
            const found = employees.filter(
              ({ customerId, email }) =>
                customerId === call.customerId && email.toLowerCase().startsWith(begin),
            );
            return create(ListEmployeesResponseSchema, { employees: found });
          },
        },
      ],
    }));
    const net = await Constellation.start({
      modules: [customerModule, identityModule, employeeModule],
      startAt: new Date(),
      config: { publicUrl, identityProviderReach: "any" },
    });
    return new SsoWorld(net, publicUrl, employees);
  }

  /** Stops everything. */
  async stop(): Promise<void> {
    await Promise.all(this.#providers.map((provider) => provider.stop()));
    await this.net.stop();
  }

  /** A client of the service, as a user whom a token alone proves, or as nobody. */
  as(user?: TestUser) {
    return this.net.client(IdentityService, user);
  }

  /** A provider that knows us. */
  async provider(options: Partial<TestProviderOptions> = {}): Promise<TestProvider> {
    const provider = await TestProvider.start({ redirectBase: this.publicUrl, ...options });
    this.#providers.push(provider);
    return provider;
  }

  /** A customer that has a provider; an operator vouches for its e-mail domains. */
  async customer(
    name: string,
    at: TestProvider,
    settings: Partial<Omit<IdentityProvider, "$typeName">> = {},
  ): Promise<SsoCustomer> {
    const { customerId, admin, customer } = await this.net.createCustomer(name);
    const { identityProvider: provider } = await this.as(this.net.operator()).createIdentityProvider({
      customerId,
      identityProvider: { name, issuer: at.issuer, ...CLIENT, enabled: true, ...settings },
    });
    if (!provider) throw new Error("no provider came back");
    return { customerId, admin, provider, slug: customer.slug };
  }

  /** A user of a customer with a password. */
  async user(
    { admin }: Pick<SsoCustomer, "admin">,
    email: string,
    roles: PermissionRole[] = [PermissionRole.EMPLOYEE],
    employeeId = "",
  ): Promise<User> {
    this.#users += 1;
    const fields = { email, displayName: `User ${this.#users}`, roles, employeeId };
    const { user } = await this.as(admin).createUser({ user: fields, password: PASSWORD });
    if (!user) throw new Error("no user came back");
    return user;
  }

  /** An employee of a customer. */
  employee({ customerId }: Pick<SsoCustomer, "customerId">, email: string): TestEmployee {
    const id = this.net.newId("emp");
    const employee = { id, customerId, name: `Employee ${email}`, email, status: EmployeeStatus.ACTIVE };
    this.employees.push(employee);
    return employee;
  }

  /** Goes to a provider and back, as a person there; what comes of it is not looked at yet. */
  async visit(
    at: TestProvider,
    person: TestPerson,
    choice: BeginLoginRequest["provider"],
    returnPath = "",
  ): Promise<CameBack> {
    at.person = person;
    const { authorizationUrl, loginToken } = await this.as().beginLogin({ provider: choice, returnPath });
    const back = await new Browser().open(authorizationUrl, (next) => next.href.startsWith(this.publicUrl));
    const redirectProviderId = back.url.pathname.split("/")[3] ?? "";
    return { loginToken, callbackQuery: back.url.search, redirectProviderId };
  }

  /** A whole login at a customer's provider. */
  async login(
    { provider }: Pick<SsoCustomer, "provider">,
    at: TestProvider,
    person: TestPerson,
  ): Promise<FinishLoginResponse> {
    const came = await this.visit(at, person, { case: "identityProviderId", value: provider.id });
    return this.as().finishLogin(came);
  }

  /** The password of every user. */
  readonly password = PASSWORD;
}

/** A person with a verified address. */
export const verified = (
  sub: string,
  email: string,
  more: Readonly<Record<string, unknown>> = {},
): TestPerson => ({
  sub,
  email,
  email_verified: true,
  name: `Name of ${sub}`,
  ...more,
});
