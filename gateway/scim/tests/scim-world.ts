import { Registry } from "prom-client";
import { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { createLogger } from "../../../runtime/log/logger.ts";
import type { ServiceModule } from "../../../runtime/service.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import type { TestUser } from "../../../runtime/testing/test-tokens.ts";
import { customerModule } from "../../../services/customer/module.ts";
import { employeeModule } from "../../../services/employee/module.ts";
import { type Gateway, startGateway } from "../../gateway.ts";
import { send } from "../../tests/http.ts";

/** What a provisioning client gets. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads SCIM's JSON as a client does, without types
  readonly body: any;
}

/** More of a request. */
export interface More {
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of JSON of a body. */
  readonly raw?: string;
}

/** What a customer's identity provider may do here. */
const KEY = [Permission.EMPLOYEES_READ, Permission.EMPLOYEES_MANAGE];

/** A provisioning client with a customer's API key. */
export class ScimClient {
  readonly customerId: string;
  readonly #port: number;
  readonly #authorization: () => Promise<string>;

  constructor(port: number, customerId: string, authorization: () => Promise<string>) {
    this.#port = port;
    this.customerId = customerId;
    this.#authorization = authorization;
  }

  /** Sends a request; `path` is below /scim/v2. */
  async call(method: string, path: string, body?: unknown, more: More = {}): Promise<Reply> {
    const text = more.raw ?? (body === undefined ? "" : JSON.stringify(body));
    const answer = await send(this.#port, {
      method,
      path: `/scim/v2${path}`,
      headers: {
        authorization: await this.#authorization(),
        ...(text === "" ? {} : { "content-type": "application/scim+json" }),
        "content-length": Buffer.byteLength(text),
        ...more.headers,
      },
      body: text,
    });
    const read = answer.body.toString();
    return {
      status: answer.status,
      headers: answer.headers,
      body: read === "" ? undefined : JSON.parse(read),
    };
  }

  get = (path: string, more?: More) => this.call("GET", path, undefined, more);
  post = (path: string, body: unknown, more?: More) => this.call("POST", path, body, more);
  put = (path: string, body: unknown, more?: More) => this.call("PUT", path, body, more);
  patch = (path: string, operations: unknown[], more?: More) =>
    this.call(
      "PATCH",
      path,
      { schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], Operations: operations },
      more,
    );
  delete = (path: string, more?: More) => this.call("DELETE", path, undefined, more);

  /** The list that a filter gives. */
  find = (collection: string, filter: string, more = "") =>
    this.get(`/${collection}?filter=${encodeURIComponent(filter)}${more}`);
}

/** The gateway in front of the customer and employee services, and whatever else a test needs. */
export class ScimWorld {
  readonly net: Constellation;
  readonly gateway: Gateway;

  private constructor(net: Constellation, gateway: Gateway) {
    this.net = net;
    this.gateway = gateway;
  }

  /** Starts it. */
  static async start(more: readonly ServiceModule[] = [], startAt?: Date): Promise<ScimWorld> {
    const modules = [customerModule, employeeModule, ...more];
    const net = await Constellation.start({ modules, ...(startAt ? { startAt } : {}) });
    const gateway = await startGateway({
      config: net.config,
      transports: net.running.transports,
      log: createLogger({ level: process.env.TEST_LOG_LEVEL ?? "silent", pretty: false }),
      metrics: new Registry(),
      clock: net.clock,
      accessTokens: net.running.accessTokens,
      ready: net.running.readiness,
      newRequestId: () => net.newId("rq"),
    });
    return new ScimWorld(net, gateway);
  }

  /** Stops it. */
  async stop(): Promise<void> {
    await this.gateway.stop(100);
    await this.net.stop();
  }

  /** A customer's provisioning client. */
  async customer(name: string, permissions: readonly Permission[] = KEY): Promise<ScimClient> {
    const { customerId } = await this.net.createCustomer(name);
    return this.client(this.net.apiKey(customerId, permissions));
  }

  /** A client that acts as somebody. */
  client(user: TestUser): ScimClient {
    const bearer = async () => `Bearer ${await this.net.token(user)}`;
    return new ScimClient(this.gateway.port, user.customerId, bearer);
  }

  /** The employee service as the customer's HR sees it. */
  hr(customerId: string) {
    return this.net.client(EmployeeService, this.net.user(customerId, [PermissionRole.HR]));
  }
}

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** A user as Okta creates them. */
export const oktaUser = (login: string, more: object = {}) => ({
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
  userName: login,
  name: { givenName: "Mary Ann", familyName: "van der Berg" },
  emails: [{ primary: true, value: login, type: "work" }],
  displayName: "Mary Ann van der Berg",
  locale: "en-US",
  externalId: `00u${login}`,
  groups: [],
  password: "1mz050nq",
  active: true,
  ...more,
});

/** A user as Microsoft Entra ID creates them. */
export const entraUser = (name: string, more: object = {}) => ({
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE],
  externalId: `object-${name}`,
  userName: `${name}@contoso.onmicrosoft.example`,
  active: true,
  displayName: "Ada Able",
  emails: [{ primary: true, type: "work", value: `${name}@contoso.example` }],
  meta: { resourceType: "User" },
  name: { formatted: "Ada Able", familyName: "Able", givenName: "Ada" },
  title: "Engineer",
  roles: [],
  [ENTERPRISE]: { department: "Finance", employeeNumber: "4711" },
  ...more,
});
