import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { SHIPPED_FRAMEWORKS } from "../../services/compliance/domain/frameworks/index.ts";
import { byParts, OWN_PART, partText } from "../src/pages/compliance/parts/structure.ts";

const texts: unknown = JSON.parse(
  readFileSync(join(import.meta.dirname, "../src/texts/en/compliance.json"), "utf8"),
);
const textAt = (key: string): unknown =>
  key.split(".").reduce((at: unknown, part) => (at as Record<string, unknown>)?.[part], texts);

test.each(SHIPPED_FRAMEWORKS.map((framework) => [framework.key, framework] as const))(
  "%s: every requirement that the platform ships stands in a part of its framework, in order, and the part has a title",
  (key, { requirements }) => {
    const identifiers = requirements.map(([identifier]) => identifier);
    const parts = byParts(key, identifiers, (identifier) => identifier);
    expect(parts.map(({ part }) => part)).not.toContain(OWN_PART);
    expect(parts.flatMap(({ rows }) => rows).sort()).toEqual([...identifiers].sort());
    for (const { part } of parts)
      expect([part, typeof textAt(partText(key, part))]).toEqual([part, "string"]);
  },
);

test("a requirement of the customer's own stands in the part that its identifier names, or by itself", () => {
  const rows = ["N-1", "CC6.1", "CC6.9"];
  expect(byParts("soc2", rows, (identifier) => identifier)).toEqual([
    { part: "CC6", rows: ["CC6.1", "CC6.9"] },
    { part: OWN_PART, rows: ["N-1"] },
  ]);
});
