import { permissionDenied } from "../../../runtime/errors.ts";

/** Numbers of PermissionRole. */
export const PLATFORM_ADMIN = 1;
export const CUSTOMER_ADMIN = 2;

/** What the rule on administrators needs to know of a user. */
export interface RoleHolder {
  /** Empty for platform operators. */
  readonly customerId: string;
  readonly roles: readonly number[];
  readonly status: "ACTIVE" | "DEACTIVATED";
  /** Set while an invitation has not been accepted: nobody knows whether they ever will. */
  readonly invitationId?: string | undefined;
  /** Set when they are to go. */
  readonly accessEndTime?: Date | undefined;
}

/** The role whose last active holder must stay: in a customer, or on the platform (empty). */
export const administratorRole = (customerId: string): number =>
  customerId === "" ? PLATFORM_ADMIN : CUSTOMER_ADMIN;

/** Whether a user can administer their customer, or the platform, to no set end. */
export const isAdministrator = (user: RoleHolder): boolean =>
  user.status === "ACTIVE" &&
  !user.invitationId &&
  !user.accessEndTime &&
  user.roles.includes(administratorRole(user.customerId));

/** Roles as they are stored and compared: each once, in order. */
export const roleSet = (roles: readonly number[]): number[] => [...new Set(roles)].sort((a, b) => a - b);

/**
 * Throws ROLE_NOT_GRANTABLE: platform operators have exactly that one role, and nobody in a customer has it. Who may
 * create or change a user without a customer is an operator, so only they give it.
 */
export function checkGrantable(customerId: string, roles: readonly number[]): void {
  const fits = (role: number): boolean => (role === PLATFORM_ADMIN) === (customerId === "");
  if (roles.every(fits)) return;
  throw permissionDenied(
    "ROLE_NOT_GRANTABLE",
    customerId === ""
      ? "A user without a customer is a platform operator and has no other role."
      : "The role PLATFORM_ADMIN is for users without a customer.",
  );
}
