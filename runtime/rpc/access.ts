import { type DescMethod, getOption, hasOption } from "@bufbuild/protobuf";
import {
  type Access,
  type Access_Roles,
  access as accessOption,
  Permission,
  type PermissionRole,
  PermissionRoleSchema,
} from "#gen/countersign/common/v1/access_pb.ts";
import { isPerson, type Principal, type UserPrincipal } from "../auth/principal.ts";
import { DomainError, permissionDenied, unauthenticated } from "../errors.ts";

/** The access rule of a method, as its contract declares it. */
export function accessOf(method: DescMethod): Access["who"] {
  return hasOption(method, accessOption) ? getOption(method, accessOption).who : { case: undefined };
}

/** Whether a session that is limited to setting up an authenticator may call a method, as its contract declares it. */
export const servesEnrolling = (method: DescMethod): boolean =>
  hasOption(method, accessOption) && getOption(method, accessOption).whileEnrolling;

/**
 * Lets a caller through or throws: UNAUTHENTICATED / TOKEN_MISSING without a token, PERMISSION_DENIED / ROLE_REQUIRED,
 * USER_REQUIRED, TOTP_ENROLLMENT_REQUIRED or INTERNAL_METHOD with the wrong one. One of the method's roles is enough, or the permission that it names. A method without a rule lets nobody through.
 */
export function checkAccess(method: DescMethod, rule: Access["who"], principal: Principal): void {
  if (rule.case === "public" && rule.value) return;
  if (principal.kind === "anonymous")
    throw unauthenticated("TOKEN_MISSING", "Sign in first: this method needs an access token.");
  if (principal.kind === "user" && principal.enrolling && !servesEnrolling(method))
    throw permissionDenied(
      "TOTP_ENROLLMENT_REQUIRED",
      "Set up an authenticator first, then refresh the session.",
    );
  switch (rule.case) {
    case "roles": {
      if (
        principal.kind === "service"
          ? rule.value.services
          : rule.value.anyOf.some((role) => principal.roles.has(role)) || hasPermission(rule.value, principal)
      )
        return;
      throw permissionDenied(
        "ROLE_REQUIRED",
        `${method.name} needs one of the roles ${rule.value.anyOf.map(roleName).join(", ")}.`,
      );
    }
    case "self":
      if (rule.value && isPerson(principal)) return;
      throw permissionDenied("USER_REQUIRED", `${method.name} acts for a signed-in user.`);
    case "internal":
      if (rule.value && principal.kind === "service") return;
      throw permissionDenied("INTERNAL_METHOD", `${method.name} is for the platform's own services.`);
    default:
      throw new DomainError(
        "permission_denied",
        "ACCESS_NOT_DECLARED",
        `${method.name} declares no access rule.`,
      );
  }
}

/** A method without a permission is for its roles alone. */
const hasPermission = ({ permission }: Access_Roles, principal: UserPrincipal): boolean =>
  permission !== Permission.UNSPECIFIED && principal.permissions.has(permission);

const roleName = (role: PermissionRole): string =>
  PermissionRoleSchema.values.find((value) => value.number === role)?.name.replace("PERMISSION_ROLE_", "") ??
  String(role);
