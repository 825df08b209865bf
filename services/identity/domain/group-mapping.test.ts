import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { groupsIn, mapped, reconcile } from "./group-mapping.ts";

const roles = (...numbers: number[]) => ({ roles: numbers, customRoleIds: [] });

test("a claim names groups as a text or a list of texts, and nothing else", () => {
  expect(groupsIn("staff")).toEqual(["staff"]);
  expect(groupsIn(["a", 1, null, "b", ["c"]])).toEqual(["a", "b"]);
  for (const claim of [undefined, null, 7, { a: "b" }]) expect(groupsIn(claim)).toEqual([]);
});

test("groups give what they are mapped to, each once; names are compared exactly", () => {
  const mappings = [
    { group: "legal", roles: [4, 3], customRoleIds: ["rol_b"] },
    { group: "staff", roles: [8, 3], customRoleIds: ["rol_a", "rol_b"] },
    { group: "Staff", roles: [2], customRoleIds: [] },
  ];
  expect(mapped(mappings, ["staff", "legal", "other"])).toEqual({
    roles: [3, 4, 8],
    customRoleIds: ["rol_a", "rol_b"],
  });
  expect(mapped(mappings, [])).toEqual({ roles: [], customRoleIds: [] });
});

describe("at a login", () => {
  test("a role of a group comes and goes with it; one given by hand stays", () => {
    const first = reconcile(roles(8), roles(), roles(3));
    expect(first).toEqual({ has: roles(3, 8), granted: roles(3) });
    expect(reconcile(first.has, first.granted, roles())).toEqual({ has: roles(8), granted: roles() });
  });

  test("a role that was given by hand before the group gave it survives the group", () => {
    const both = reconcile(roles(3, 8), roles(), roles(3));
    expect(both).toEqual({ has: roles(3, 8), granted: roles() });
    expect(reconcile(both.has, both.granted, roles()).has).toEqual(roles(3, 8));
  });

  test("whatever the order of logins and edits, nothing given by hand is lost and nothing is given by nobody", () => {
    const some = fc.uniqueArray(fc.integer({ min: 2, max: 8 }), { maxLength: 7 });
    fc.assert(
      fc.property(some, fc.array(some, { maxLength: 5 }), (byHand, logins) => {
        let state = { has: roles(...byHand), granted: roles() } as ReturnType<typeof reconcile>;
        for (const groups of logins) {
          state = reconcile(state.has, state.granted, roles(...groups));
          expect(new Set(state.has.roles)).toEqual(new Set([...byHand, ...groups]));
        }
      }),
    );
  });
});
