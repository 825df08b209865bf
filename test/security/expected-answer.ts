import type { DescMethod } from "@bufbuild/protobuf";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { accessOf, servesEnrolling } from "../../runtime/rpc/access.ts";
import type { TestUser } from "../../runtime/testing/test-tokens.ts";
import { permissionOf } from "./callers.ts";
import { namesCustomer } from "./contract.ts";

/** Which customer a request names: none (the caller's own), or one in `customer_id`. */
export const TENANTS = ["none", "own", "foreign", "deleted", "unknown"] as const;
export type Tenant = (typeof TENANTS)[number];

/** What passes all doors. */
export const ADMITTED = "FailedPrecondition ADMITTED";

/** The life cycle of a customer must reach deleted ones: what these do with them is their handlers' business. */
const REACHES_DELETED = new Set(["GetCustomer", "DeleteCustomer", "UndeleteCustomer", "GetTenant"]);

/** Who calls, as far as access goes. */
export interface Holder {
  readonly service: boolean;
  readonly user: TestUser | undefined;
  readonly customerIsDeleted: boolean;
}

/**
 * The answer to a valid request that the contract's `access` promises, as `Code REASON`, from nothing but that option,
 * who calls and which customer is named.
 */
export function expectedAnswer(method: DescMethod, holder: Holder, tenant: Tenant): string {
  return refusedByAccess(method, holder) ?? refusedByTenancy(method, holder, tenant) ?? ADMITTED;
}

function refusedByAccess(method: DescMethod, { service, user }: Holder): string | undefined {
  const rule = accessOf(method);
  if (rule.case === "public") return undefined;
  if (!service && !user) return "Unauthenticated TOKEN_MISSING";
  if (user?.enrolling && !servesEnrolling(method)) return "PermissionDenied TOTP_ENROLLMENT_REQUIRED";
  switch (rule.case) {
    case "roles": {
      const { anyOf, services } = rule.value;
      const wanted = permissionOf(method);
      const held = user
        ? anyOf.some((role) => user.roles.includes(role)) ||
          (wanted !== undefined && user.permissions?.includes(wanted))
        : services;
      return held ? undefined : "PermissionDenied ROLE_REQUIRED";
    }
    case "self":
      return user && !user.apiKeyMaker ? undefined : "PermissionDenied USER_REQUIRED";
    case "internal":
      return service ? undefined : "PermissionDenied INTERNAL_METHOD";
    default:
      return "PermissionDenied ACCESS_NOT_DECLARED";
  }
}

function refusedByTenancy(method: DescMethod, holder: Holder, tenant: Tenant): string | undefined {
  const missing = "NotFound CUSTOMER_NOT_FOUND";
  // A public method doesn't look at who calls: a token that comes with it is not read.
  const user = accessOf(method).case === "public" ? undefined : holder.user;
  const reachesAll = holder.service || user?.roles.includes(PermissionRole.PLATFORM_ADMIN) === true;
  const named = namesCustomer(method) ? tenant : "none";
  if (named === "none" || (named === "own" && !reachesAll)) {
    if (named === "own" && !user?.customerId) return missing;
    return user && holder.customerIsDeleted ? missing : undefined;
  }
  if (!reachesAll) return missing;
  if (named === "own" || named === "foreign") return undefined;
  return REACHES_DELETED.has(method.name) ? undefined : missing;
}
