import { create } from "@bufbuild/protobuf";
import { createClient } from "@connectrpc/connect";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import {
  FindEmployeesByEmailResponseSchema,
  GetEmployeeResponseSchema,
} from "#gen/countersign/employee/v1/employee_requests_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { Session, SessionTokens } from "#gen/countersign/identity/v1/session_pb.ts";
import type { User } from "#gen/countersign/identity/v1/user_pb.ts";
import type { Config } from "../../../runtime/config/config.ts";
import { notFound } from "../../../runtime/errors.ts";
import type { ServiceModule } from "../../../runtime/service.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import { handBuiltModule } from "../../../runtime/testing/hand-built-module.ts";
import type { TestUser } from "../../../runtime/testing/test-tokens.ts";
import { customerModule } from "../../customer/module.ts";
import { identityModule } from "../module.ts";

/** A password that nothing refuses. */
export const PASSWORD = "violet-harbour-42";

/** What a test may say of a user. */
export type UserFields = Partial<Pick<User, "email" | "displayName" | "employeeId" | "locale">>;

/** An employee with an address. */
interface Addressed {
  readonly id: string;
  readonly customerId: string;
  readonly email: string;
  name: string;
}

/** What a test needs beside it. */
export interface SignInWorldOptions {
  readonly others?: readonly ServiceModule[];
  readonly config?: Partial<Config>;
}

/** A sign-in as its client holds it. */
export interface SignedIn {
  readonly tokens: SessionTokens;
  readonly session: Session;
  readonly user: User;
}

/** The identity service with customers, and with employees that a test makes up. */
export class SignInWorld {
  readonly net: Constellation;
  /** Status per employee id; what is not here does not exist. */
  readonly employees: Map<string, EmployeeStatus>;
  /** Employees who have an address, beside `employees`. */
  readonly addressed: Addressed[];
  #users = 0;

  private constructor(net: Constellation, employees: Map<string, EmployeeStatus>, addressed: Addressed[]) {
    this.net = net;
    this.employees = employees;
    this.addressed = addressed;
  }

  /** Starts it at the present: MongoDB removes by its own clock what has expired. */
  static async start({ others = [], config = {} }: SignInWorldOptions = {}): Promise<SignInWorld> {
    const employees = new Map<string, EmployeeStatus>();
    const addressed: Addressed[] = [];
    const employeeModule = handBuiltModule("employee", EmployeeService, () => ({
      methods: [
        {
          method: EmployeeService.method.getEmployee,
          run: async (request) => {
            const id = String(Reflect.get(request, "employeeId"));
            const status = employees.get(id);
            if (status === undefined) throw notFound("employee", id);
            return create(GetEmployeeResponseSchema, { employee: { id, status } });
          },
        },
        {
          method: EmployeeService.method.findEmployeesByEmail,
          run: async (request) => {
            const email = String(Reflect.get(request, "email")).toLowerCase();
            const found = addressed.filter((one) => one.email.toLowerCase() === email);
            return create(FindEmployeesByEmailResponseSchema, {
              employees: found.map((one) => ({ ...one, status: employees.get(one.id) ?? 0 })),
            });
          },
        },
      ],
    }));
    const modules = [customerModule, identityModule, employeeModule, ...others];
    const net = await Constellation.start({ modules, startAt: new Date(), config });
    return new SignInWorld(net, employees, addressed);
  }

  /** A client of the service, as a user whom a token alone proves, or as nobody. */
  as(user?: TestUser) {
    return this.net.client(IdentityService, user);
  }

  /** A new customer with an administrator who can't sign in, and one who can. */
  async customer(name: string): Promise<{ customerId: string; admin: TestUser; first: User }> {
    const { customerId, admin } = await this.net.createCustomer(name);
    return { customerId, admin, first: await this.user(admin, [PermissionRole.CUSTOMER_ADMIN]) };
  }

  /** A new user with PASSWORD, created by an administrator. */
  async user(admin: TestUser, roles: PermissionRole[], more: UserFields = {}): Promise<User> {
    this.#users += 1;
    const { user } = await this.as(admin).createUser({
      user: { email: `user${this.#users}@example.com`, displayName: `User ${this.#users}`, roles, ...more },
      password: PASSWORD,
    });
    if (!user) throw new Error("no user came back");
    return user;
  }

  /** Signs in. */
  async signIn(email: string, password = PASSWORD): Promise<SignedIn> {
    return whole(await this.as().createSession({ email, password }));
  }

  /** Goes on with a refresh token. */
  async refresh(refreshToken: string): Promise<SignedIn> {
    return whole(await this.as().refreshSession({ refreshToken }));
  }

  /** An employee of a customer who works and has an address, and their id. */
  employeeWith(customerId: string, email: string, name = "Em Ployee"): string {
    const id = this.employee();
    this.addressed.push({ id, customerId, email, name });
    return id;
  }

  /** What stands after `token=` in the mail that a link of identity's went into. */
  async linkToken(linkId: string): Promise<string> {
    const inside = this.net.running.transports.to(IdentityService, "notification");
    return (await createClient(IdentityService, inside).getAccountLink({ linkId })).token;
  }

  /** An employee who works, and their id. */
  employee(): string {
    const id = this.net.newId("emp");
    this.employees.set(id, EmployeeStatus.ACTIVE);
    return id;
  }
}

/** Headers of a call with an access token. */
export const bearing = ({ tokens }: SignedIn) => ({
  headers: { authorization: `Bearer ${tokens.accessToken}` },
});

/** An answer of any way in, of which nothing is missing. */
export function whole(answer: {
  tokens?: SessionTokens | undefined;
  session?: Session | undefined;
  user?: User | undefined;
}): SignedIn {
  const { tokens, session, user } = answer;
  if (!tokens || !session || !user) throw new Error("the answer lacks a part");
  return { tokens, session, user };
}
