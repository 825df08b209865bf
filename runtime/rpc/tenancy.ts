import type { DescMethod, Message } from "@bufbuild/protobuf";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import type { Principal } from "../auth/principal.ts";
import { notFound } from "../errors.ts";

/** Tells whether a customer exists and is not deleted. */
export interface TenantGate {
  /** Throws CUSTOMER_NOT_FOUND when the customer is unknown or deleted. */
  readonly checkLive: (customerId: string) => Promise<void>;
}

/** The generated name of `customer_id`. */
const CUSTOMER_FIELD = "customerId";

/** Methods that must reach a deleted customer: its own life cycle. */
const REACHES_DELETED = new Set(["UndeleteCustomer", "GetCustomer", "GetTenant", "DeleteCustomer"]);

/**
 * The customer of a call. A request with a `customer_id` field is about one customer: the caller's own, unless a
 * platform operator or a service names another. For everyone else another customer is NOT_FOUND, as if it did not exist.
 * A request without the field is about the caller's customer, if there is one.
 */
export async function resolveCustomer(
  method: DescMethod,
  request: Message,
  principal: Principal,
  tenants: TenantGate,
): Promise<string> {
  const own = principal.kind === "user" ? principal.customerId : "";
  const named = String(Reflect.get(request, CUSTOMER_FIELD) ?? "");
  const customerId = named || own;
  if (named !== "" && named !== own && !mayNameAny(principal)) throw notFound("customer", named);
  if (customerId === "") return "";
  if (!REACHES_DELETED.has(method.name) || !mayNameAny(principal)) await tenants.checkLive(customerId);
  return customerId;
}

function mayNameAny(principal: Principal): boolean {
  return (
    principal.kind === "service" ||
    (principal.kind === "user" && principal.roles.has(PermissionRole.PLATFORM_ADMIN))
  );
}
