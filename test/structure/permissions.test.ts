import { describe, expect, test } from "@jest/globals";
import { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { accessOf } from "../../runtime/rpc/access.ts";
import { CONTRACTS, heldBy, neededToGive, PERMISSIONS } from "../../services/identity/access/permissions.ts";
import { PERMISSION_TEXTS } from "../../services/identity/rpc/permission-texts.ts";
import { MODULES } from "../../services/modules.ts";

const methods = MODULES.flatMap((module) => module.service.methods).flatMap((method) => {
  const rule = accessOf(method);
  return rule.case === "roles" ? [{ name: `${method.parent.name}.${method.name}`, rule: rule.value }] : [];
});
const ALL = PERMISSIONS.map(({ permission }) => permission);

describe("the permissions", () => {
  test("every method that a role of a customer may call names one, a platform operator's own method none", () => {
    const wrong = methods.filter(({ rule }) => {
      const forCustomers = rule.anyOf.some((role) => role !== PermissionRole.PLATFORM_ADMIN);
      return forCustomers === (rule.permission === Permission.UNSPECIFIED);
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  test("each has a method, a title and a description, from the contracts of all services", () => {
    expect(CONTRACTS.map((service) => service.typeName).toSorted()).toEqual(
      MODULES.map((module) => module.service.typeName).toSorted(),
    );
    for (const { permission, methods: allowed } of PERMISSIONS) {
      expect(allowed).not.toEqual([]);
      expect(PERMISSION_TEXTS[permission]?.title).toMatch(/./);
      expect(PERMISSION_TEXTS[permission]?.description).toMatch(/./);
    }
  });

  test("an administrator of a customer holds all of them, an employee none", () => {
    expect(heldBy(PermissionRole.CUSTOMER_ADMIN)).toEqual(ALL);
    expect(heldBy(PermissionRole.EMPLOYEE)).toEqual([]);
    expect(neededToGive(PermissionRole.EMPLOYEE)).toEqual([]);
  });

  test("an auditor holds what reads and nothing that writes", () => {
    const writing = [
      Permission.SETTINGS_MANAGE,
      Permission.USERS_MANAGE,
      Permission.ACCESS_MANAGE,
      Permission.EMPLOYEES_MANAGE,
      Permission.TEMPLATES_MANAGE,
      Permission.POLICIES_WRITE,
      Permission.POLICIES_APPROVE,
      Permission.POLICIES_PUBLISH,
      Permission.ACKNOWLEDGEMENTS_MANAGE,
      Permission.COMPLIANCE_MANAGE,
      Permission.NOTIFICATIONS_MANAGE,
    ];
    const reading = ALL.filter((permission) => !writing.some((one) => one === permission));
    expect(heldBy(PermissionRole.AUDITOR)).toEqual(reading);
  });

  test("what a role holds whole is part of what is needed to give it", () => {
    for (const role of Object.values(PermissionRole))
      expect(neededToGive(role)).toEqual(expect.arrayContaining(heldBy(role)));
  });
});
