import type { DescMethod, DescService } from "@bufbuild/protobuf";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { AuditService } from "#gen/countersign/audit/v1/audit_service_pb.ts";
import { type Access_Roles, Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { NotificationService } from "#gen/countersign/notification/v1/notification_service_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { accessOf } from "../../../runtime/rpc/access.ts";
import { pathOf } from "../../../runtime/rpc/host.ts";

/** All services of the platform; their contracts say which permission and which roles a method asks for. */
export const CONTRACTS: readonly DescService[] = [
  AcknowledgementService,
  AuditService,
  ComplianceService,
  CustomerService,
  EmployeeService,
  IdentityService,
  NotificationService,
  PolicyService,
];

/** A permission as its contracts make it. */
export interface PermissionFacts {
  readonly permission: Permission;
  /** The roles that may call every method which the permission allows. */
  readonly held: ReadonlySet<PermissionRole>;
  /** The roles that may call some of them, perhaps for their own things only. */
  readonly touched: ReadonlySet<PermissionRole>;
  /** Paths without the leading slash, sorted. */
  readonly methods: readonly string[];
}

const METHODS: readonly { readonly method: DescMethod; readonly rule: Access_Roles }[] = CONTRACTS.flatMap(
  ({ methods }) =>
    methods.flatMap((method) => {
      const rule = accessOf(method);
      return rule.case === "roles" ? [{ method, rule: rule.value }] : [];
    }),
);

const ROLES = Object.values(PermissionRole).filter((role) => role !== PermissionRole.UNSPECIFIED);

function factsOf(permission: Permission): PermissionFacts {
  const asking = METHODS.filter(({ rule }) => rule.permission === permission);
  const named = (role: PermissionRole) => (one: (typeof asking)[number]) => one.rule.anyOf.includes(role);
  return {
    permission,
    held: new Set(ROLES.filter((role) => asking.length > 0 && asking.every(named(role)))),
    touched: new Set(ROLES.filter((role) => asking.some(named(role)))),
    methods: asking.map(({ method }) => pathOf(method).slice(1)).sort(),
  };
}

/** Every permission, in the order of its number. */
export const PERMISSIONS: readonly PermissionFacts[] = Object.values(Permission)
  .filter((permission) => permission !== Permission.UNSPECIFIED)
  .sort((a, b) => a - b)
  .map(factsOf);

/** The permissions that a role holds whole. */
export const heldBy = (role: PermissionRole): Permission[] =>
  PERMISSIONS.filter(({ held }) => held.has(role)).map(({ permission }) => permission);

/**
 * The permissions that somebody must hold to give a role away: all that it touches. A role that holds none whole
 * (EMPLOYEE) sees its own things only, and may be given by whoever may give roles.
 */
export const neededToGive = (role: PermissionRole): Permission[] =>
  heldBy(role).length === 0
    ? []
    : PERMISSIONS.filter(({ touched }) => touched.has(role)).map(({ permission }) => permission);
