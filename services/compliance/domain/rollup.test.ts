import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { PolicyProgress, Standing } from "./policy-progress.ts";
import { percentageOf, rollUp } from "./rollup.ts";

const at = (ms: number) => new Date(ms);
const mapping = (policyId: string) => ({ policyId, mapTime: at(0), mapUserId: "usr_a" });
const progress = (
  standing: Standing,
  pending: number,
  acknowledged: number,
  more: Partial<PolicyProgress> = {},
): PolicyProgress => ({
  revision: 1,
  title: "T",
  standing,
  materialVersion: 2,
  counts: { "1": { pending: 50, acknowledged: 50 }, "2": { pending, acknowledged } },
  ...more,
});
const never = { updatedSinceAudit: false };

describe("a rollup", () => {
  test("without policies is pending at 0 percent", () => {
    expect(rollUp([], new Map(), never)).toMatchObject({ status: "PENDING", percentage: 0 });
  });

  test("counts only the material version in force", () => {
    const { acknowledged, pending } = rollUp(
      [mapping("a")],
      new Map([["a", progress("IN_FORCE", 1, 3)]]),
      never,
    );
    expect([acknowledged, pending]).toEqual([3, 1]);
  });

  test.each<[string, Standing, number, number, string]>([
    ["nobody signed", "IN_FORCE", 5, 0, "PENDING"],
    ["nobody was asked", "IN_FORCE", 0, 0, "PENDING"],
    ["somebody is pending", "IN_FORCE", 1, 9, "IN_PROGRESS"],
    ["all signed", "IN_FORCE", 0, 9, "COMPLETED"],
    ["signatures overtook their requests", "IN_FORCE", -1, 1, "COMPLETED"],
    ["the policy is archived", "ARCHIVED", 0, 9, "PENDING"],
    ["the policy is a draft", "DRAFT", 0, 0, "PENDING"],
  ])("when %s is %s", (_when, standing, pending, acknowledged, status) => {
    const known = new Map([["a", progress(standing, pending, acknowledged)]]);
    expect(rollUp([mapping("a")], known, never).status).toBe(status);
  });

  test("is in progress while one of several policies is not in force", () => {
    const known = new Map([
      ["a", progress("IN_FORCE", 0, 9)],
      ["b", progress("ARCHIVED", 0, 9)],
    ]);
    const rolled = rollUp([mapping("a"), mapping("b")], known, never);
    expect(rolled).toMatchObject({ status: "IN_PROGRESS", percentage: 100, acknowledged: 9 });
  });

  test("lists policies by title and keeps the title of one that nothing is known of", () => {
    const known = new Map([["a", progress("DRAFT", 0, 0, { title: "zeta" })]]);
    const { policies } = rollUp([mapping("a"), { ...mapping("b"), title: "Alpha" }], known, never);
    expect(policies.map(({ title }) => title)).toEqual(["Alpha", "zeta"]);
  });

  test("is updated since the audit by what happened after it, and stays so", () => {
    const audit = { lastAuditTime: at(100), updatedSinceAudit: false };
    const roll = (more: Partial<PolicyProgress>, memory = audit) =>
      rollUp([mapping("a")], new Map([["a", progress("IN_FORCE", 0, 1, more)]]), memory).updatedSinceAudit;
    expect(roll({ materialTime: at(101) })).toBe(true);
    expect(roll({ archiveTime: at(101) })).toBe(true);
    expect(roll({ materialTime: at(100) })).toBe(false);
    expect(roll({}, { ...audit, updatedSinceAudit: true })).toBe(true);
    expect(
      rollUp([mapping("a")], new Map([["a", progress("IN_FORCE", 0, 1, { materialTime: at(1) })]]), never)
        .updatedSinceAudit,
    ).toBe(false);
  });
});

test("a percentage is rounded down: 100 only when nobody is pending", () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.nat(1_000_000), (acknowledged, pending) => {
      const percentage = percentageOf(acknowledged, pending);
      expect(Number.isInteger(percentage) && percentage >= 0 && percentage <= 100).toBe(true);
      expect(percentage === 100).toBe(acknowledged > 0 && pending === 0);
    }),
  );
});
