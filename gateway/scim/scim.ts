import { createHash } from "node:crypto";
import { createClient, type Transport } from "@connectrpc/connect";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { canceled } from "../../runtime/rpc/call.ts";
import type { AccessLog } from "../access-log.ts";
import { headerOf } from "../http-message.ts";
import type { Mount, MountedRequest } from "../mount.ts";
import { hostOf } from "../origins.ts";
import type { Reception } from "../reception.ts";
import type { Visit } from "../visit.ts";
import { discover } from "./discovery/discovery.ts";
import { GROUP_COLLECTION, GROUP_ITEM } from "./groups/groups.ts";
import { readJson } from "./protocol/body.ts";
import { isKnown } from "./protocol/etag.ts";
import { PageWalker } from "./protocol/page.ts";
import { ScimError, scimErrorOf, unknownResource } from "./protocol/scim-error.ts";
import { sendAnswer, sendError } from "./response.ts";
import type { Employees, ScimAnswer, ScimHandler } from "./scim-call.ts";
import { USER_COLLECTION, USER_ITEM } from "./users/users.ts";

/** What SCIM is served with. */
export interface ScimParts {
  /** Finds out who calls, exchanges API keys, counts calls. */
  readonly reception: Pick<Reception, "receive">;
  /** Reaches the employee service. */
  readonly employees: Transport;
  /** How clients reach the platform; empty: as the request says. */
  readonly publicUrl: string;
  readonly log: Pick<AccessLog, "failed">;
}

const ROOT = "/scim/v2";
/** Time for one request, its body and all calls of services included, in ms. */
const TIMEOUT_MS = 25_000;
/** Any method of the service that people call with a token: the calls of SCIM are received alike. */
const DESTINATION = { isPublic: false, tokenFields: undefined, method: EmployeeService.method.listEmployees };

const HANDLERS: Readonly<
  Record<string, Readonly<Record<"all" | "one", Readonly<Record<string, ScimHandler>>>>>
> = {
  Users: { all: USER_COLLECTION, one: USER_ITEM },
  Groups: { all: GROUP_COLLECTION, one: GROUP_ITEM },
};

/**
 * SCIM 2.0 (RFC 7643, RFC 7644) below `/scim/v2`: identity providers keep employees and groups up to date. Speaks to
 * the employee service as the client does: its token says for which customer, and what is allowed.
 */
export function scimMount(parts: ScimParts): Mount {
  const walker = new PageWalker();
  return { prefix: "/scim/", serve: (request) => serve(parts, walker, request) };
}

async function serve(parts: ScimParts, walker: PageWalker, request: MountedRequest): Promise<void> {
  const { req, to } = request;
  const ended = new AbortController();
  const timer = setTimeout(
    () => ended.abort(new ScimError(504, undefined, "The answer took too long. Try again.")),
    TIMEOUT_MS,
  );
  to.res.once("close", () => {
    if (!to.res.writableFinished) ended.abort(canceled());
  });
  try {
    const answer = await Promise.race([handle(parts, walker, request, ended.signal), ending(ended.signal)]);
    const fresh = req.method === "GET" && answer.etag !== undefined && isKnown(req, answer.etag);
    sendAnswer(to, fresh ? { status: 304, etag: answer.etag } : answer);
  } catch (failure) {
    const error = scimErrorOf(ended.signal.aborted ? ended.signal.reason : failure);
    if (error.status === 500)
      parts.log.failed({ err: error.cause ?? error, requestId: to.requestId, path: ROOT });
    sendError(to, error);
  } finally {
    clearTimeout(timer);
    req.resume();
  }
}

async function handle(
  parts: ScimParts,
  walker: PageWalker,
  request: MountedRequest,
  signal: AbortSignal,
): Promise<ScimAnswer> {
  const { req, arrival } = request;
  const url = new URL(req.url ?? "/", "http://scim");
  const origin = parts.publicUrl || `${arrival.https ? "https" : "http"}://${hostOf(req)}`;
  const baseUrl = `${origin.replace(/\/+$/, "")}${ROOT}`;
  const segments = segmentsOf(url.pathname);
  const found = req.method === "GET" ? discover(segments, url.searchParams, baseUrl) : undefined;
  if (found) return found;
  const { handler, id } = route(segments, req.method ?? "");
  const visit = await receive(parts, request);
  return handler({
    req,
    query: url.searchParams,
    id,
    baseUrl,
    employees: employeesFor(parts.employees, visit, signal),
    customer: visit.user?.customerId || hashed(headerOf(req, "authorization") ?? ""),
    walker,
    body: () => readJson(req, signal),
  });
}

/** Rejects when a signal aborts: services in this process go on with what they have begun. */
const ending = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });

/** The parts of a path below the root, decoded; throws 404 for other paths. */
function segmentsOf(pathname: string): readonly string[] {
  if (pathname !== ROOT && !pathname.startsWith(`${ROOT}/`)) throw unknownResource("such path");
  try {
    const rest = pathname.slice(ROOT.length + 1).replace(/\/$/, "");
    return rest === "" ? [] : rest.split("/").map(decodeURIComponent);
  } catch {
    throw unknownResource("such path");
  }
}

function route(
  segments: readonly string[],
  method: string,
): { readonly handler: ScimHandler; readonly id: string } {
  const [collection = "", id] = segments;
  if (collection === "Me") throw new ScimError(501, undefined, "There is no /Me: clients are no users.");
  const handlers = Object.hasOwn(HANDLERS, collection) ? HANDLERS[collection] : undefined;
  if (!handlers || segments.length > 2) throw unknownResource("such path");
  const methods = id === undefined ? handlers.all : handlers.one;
  const handler = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (handler) return { handler, id: id ?? "" };
  const allow = Object.keys(methods).join(", ");
  throw new ScimError(405, undefined, `Use ${allow} here.`, { headers: { allow } });
}

/** Only a token in the header counts: no browser's cookie opens this door. */
async function receive(parts: ScimParts, { req, to, arrival, seen }: MountedRequest): Promise<Visit> {
  if (headerOf(req, "authorization") === undefined)
    throw new ScimError(401, undefined, "Send an API key as a bearer token.");
  const visit = await parts.reception.receive(req, to, arrival, DESTINATION);
  seen(visit);
  if (visit.refusal) throw visit.refusal;
  return visit;
}

function employeesFor(transport: Transport, visit: Visit, signal: AbortSignal): Employees {
  const client = createClient(EmployeeService, transport) as unknown as Readonly<
    Record<string, (request: unknown, options: unknown) => unknown>
  >;
  const options = { headers: visit.headers, signal };
  const calls = Object.entries(client).map(([name, call]) => [
    name,
    (request: unknown) => call(request, options),
  ]);
  return Object.fromEntries(calls) as Employees;
}

const hashed = (text: string): string => createHash("sha256").update(text).digest("base64url");
