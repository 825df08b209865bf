import { describe, expect, test } from "@jest/globals";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { TotpDemand } from "#gen/countersign/customer/v1/settings_pb.ts";
import { isDemandedOf, judgeFactor } from "./totp-demand.ts";

const { UNSPECIFIED, NOBODY, PRIVILEGED, EVERYBODY } = TotpDemand;
const { EMPLOYEE, UNSPECIFIED: _, ...BEYOND } = PermissionRole;

describe("of whom an authenticator is demanded", () => {
  const holders = [
    { of: "an employee", held: { roles: [EMPLOYEE] }, privileged: false },
    { of: "a user of no role", held: { roles: [] }, privileged: false },
    {
      of: "a holder of a custom role",
      held: { roles: [EMPLOYEE], customRoleIds: ["crl_1"] },
      privileged: true,
    },
    ...Object.entries(BEYOND).map(([of, role]) => ({
      of,
      held: { roles: [role, EMPLOYEE] },
      privileged: true,
    })),
  ];
  test.each(holders)("$of", ({ held, privileged }) => {
    const demanded = [UNSPECIFIED, NOBODY, PRIVILEGED, EVERYBODY].map((one) => isDemandedOf(one, held));
    expect(demanded).toEqual([false, false, privileged, true]);
  });
});

describe("what a session gets", () => {
  test.each([
    { demanded: false, enabled: false, given: false, verdict: "full" },
    { demanded: false, enabled: false, given: true, verdict: "full" },
    { demanded: false, enabled: true, given: false, verdict: "full" },
    { demanded: false, enabled: true, given: true, verdict: "full" },
    { demanded: true, enabled: false, given: false, verdict: "enrolling" },
    { demanded: true, enabled: false, given: true, verdict: "enrolling" }, // it was taken off since
    { demanded: true, enabled: true, given: false, verdict: "code" },
    { demanded: true, enabled: true, given: true, verdict: "full" },
  ])("demanded: $demanded, enabled: $enabled, given: $given → $verdict", ({ verdict, ...state }) => {
    expect(judgeFactor(state)).toBe(verdict);
  });
});
