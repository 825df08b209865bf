import { isMessage } from "@bufbuild/protobuf";
import type { Interceptor } from "@connectrpc/connect";
import { GetMeResponseSchema } from "#gen/countersign/identity/v1/identity_requests_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";

/** A customer whom a platform operator has entered, to see what its people see. */
export interface CustomerView {
  readonly customerId: string;
  readonly name: string;
  /** Why; it stands in the customer's ledger beside each call. */
  readonly reason: string;
}

const { method } = IdentityService;

/** Kept for this tab alone, and over a reload. */
const KEPT = "countersign-customer-view";
/** Why an operator calls for a customer, percent-encoded. */
const REASON = "x-countersign-reason";

let entered = read();

/** The customer whom this tab has entered, if any. */
export const customerView = (): CustomerView | undefined => entered;

/** Begins: from now on every call is for that customer. Everything known so far goes with the reload. */
export function enterCustomer(view: CustomerView): void {
  sessionStorage.setItem(KEPT, JSON.stringify(view));
  location.assign("/");
}

/** Ends it, and goes back to the platform's page of the customer. */
export function leaveCustomer(): void {
  const back = entered ? `/platform/customers/${entered.customerId}` : "/";
  forget();
  location.assign(back);
}

function forget(): void {
  entered = undefined;
  try {
    sessionStorage.removeItem(KEPT);
  } catch {
    // storage is forbidden here: nothing was kept
  }
}

/** Names the entered customer in each call that can name one, and says why. Somebody else's sign-in ends it. */
export const actForCustomer: Interceptor = (next) => async (request) => {
  if (!entered) return next(request);
  const { customerId, reason } = entered;
  request.header.set(REASON, encodeURIComponent(reason));
  if (request.stream) return next({ ...request, message: eachNaming(request.message, customerId) });
  nameCustomer(request.message, customerId);
  const response = await next(request);
  if (response.method === method.revokeSession || (!response.stream && ofACustomer(response.message)))
    forget();
  return response;
};

/** Requests say whom they are about in `customer_id`; empty means the caller's own. */
function nameCustomer(message: object, customerId: string): void {
  if ("customerId" in message && message.customerId === "") message.customerId = customerId;
}

async function* eachNaming<M extends object>(
  messages: AsyncIterable<M>,
  customerId: string,
): AsyncGenerator<M> {
  for await (const message of messages) {
    nameCustomer(message, customerId);
    yield message;
  }
}

/** Whether it is GetMe's answer about a user of a customer, who is no operator. */
const ofACustomer = (message: object): boolean =>
  isMessage(message, GetMeResponseSchema) && (message.user?.customerId ?? "") !== "";

function read(): CustomerView | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    return isView(kept) ? kept : undefined;
  } catch {
    return undefined; // storage is forbidden here
  }
}

function isView(kept: unknown): kept is CustomerView {
  if (typeof kept !== "object" || kept === null) return false;
  const { customerId, name, reason } = kept as Record<string, unknown>;
  return [customerId, name, reason].every((part) => typeof part === "string");
}
