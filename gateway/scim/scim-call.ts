import type { Client } from "@connectrpc/connect";
import type { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import type { HttpRequest } from "../http-message.ts";
import type { PageWalker } from "./protocol/page.ts";

/** One request, and what its handler works with. */
export interface ScimCall {
  readonly req: HttpRequest;
  readonly query: URLSearchParams;
  /** Of the resource that the path names; "" for the collection. */
  readonly id: string;
  /** Ends with /scim/v2. */
  readonly baseUrl: string;
  /** The employee service, called as the client: its token says for which customer. */
  readonly employees: Employees;
  /** Names the customer, for what is remembered between requests. */
  readonly customer: string;
  readonly walker: PageWalker;
  /** The JSON body. Throws what `readJson` does. */
  readonly body: () => Promise<unknown>;
}

/** A client of the employee service whose calls carry the request's headers and time limit. */
export type Employees = {
  readonly [K in keyof Client<typeof EmployeeService>]: (
    request: Parameters<Client<typeof EmployeeService>[K]>[0],
  ) => ReturnType<Client<typeof EmployeeService>[K]>;
};

/** What a request is answered with. */
export interface ScimAnswer {
  readonly status: number;
  /** Undefined: no body. */
  readonly body?: object;
  /** The etag of the resource in the body, as the service gave it. */
  readonly etag?: string;
  readonly location?: string;
}

/** Answers one method of one path. */
export type ScimHandler = (call: ScimCall) => Promise<ScimAnswer>;
