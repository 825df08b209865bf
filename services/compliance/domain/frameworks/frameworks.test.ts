import { expect, test } from "@jest/globals";
import { orderKey, textKey } from "../identifier.ts";
import { stableId } from "../stable-id.ts";
import { SHIPPED_FRAMEWORKS } from "./index.ts";

test.each(SHIPPED_FRAMEWORKS)(
  "$key has unique identifiers and titles that the contract allows",
  (framework) => {
    const keys = framework.requirements.map(([identifier]) => textKey(identifier));
    expect(new Set(keys).size).toBe(keys.length);
    for (const [identifier, , title] of framework.requirements) {
      expect(identifier.length).toBeLessThanOrEqual(50);
      expect(title.length).toBeGreaterThan(0);
      expect(title.length).toBeLessThanOrEqual(200);
    }
  },
);

test.each([
  ["iso27001", /^A\.([5-8])\.\d+$/, { "5": 37, "6": 8, "7": 14, "8": 34 }],
  ["pci-dss", /^(\d+)\.\d+$/, { 1: 5, 2: 3, 3: 7, 4: 2, 5: 4, 6: 5, 7: 3, 8: 6, 9: 5, 10: 7, 11: 6, 12: 10 }],
  ["soc2", /^(CC|A|C|PI|P)\d\.\d$/, { CC: 33, A: 3, C: 2, PI: 5, P: 18 }],
])("%s is complete by its own numbering", (key, pattern, expected) => {
  const framework = SHIPPED_FRAMEWORKS.find((candidate) => candidate.key === key);
  const groups = Map.groupBy(framework?.requirements ?? [], ([id]) => pattern.exec(id)?.[1] ?? "?");
  expect(Object.fromEntries([...groups].map(([group, members]) => [group, members.length]))).toEqual(
    expected,
  );
});

test("ids have the shape of all ids, differ, and follow from the name alone", () => {
  const names = SHIPPED_FRAMEWORKS.flatMap(({ key, requirements }) =>
    requirements.map(([id]) => `${key}/${id}`),
  );
  const ids = names.map((name) => stableId("req", name));
  expect(new Set(ids).size).toBe(names.length);
  for (const id of ids) expect(id).toMatch(/^req_[0-7][0-9a-hjkmnp-tv-z]{25}$/);
  expect(stableId("frm", "gdpr")).toBe("frm_7echc20g6svx8e26c077qtxpka");
});

test("identifiers are ordered by their numbers", () => {
  const shuffled = ["A.8.10", "A.5.2", "A.8.9", "A.10.1", "A.5.10"];
  expect(shuffled.toSorted((a, b) => (orderKey(a) < orderKey(b) ? -1 : 1))).toEqual([
    "A.5.2",
    "A.5.10",
    "A.8.9",
    "A.8.10",
    "A.10.1",
  ]);
});
