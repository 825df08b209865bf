import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { EVENT_TYPES as RECORDED } from "../../services/audit/event-types.ts";
import { EVENT_TYPES, fullType } from "../src/pages/audit/event-types.ts";

const texts: { readonly type: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../src/texts/en/audit.json"), "utf8"),
);

test("the event log offers and names every event that the services tell of", () => {
  const offered = Object.entries(EVENT_TYPES).flatMap(([service, names]) =>
    names.map((name) => fullType(service, name)),
  );
  expect(offered.sort()).toEqual([...RECORDED.keys()].sort());
  expect(Object.keys(texts.type).sort()).toEqual(Object.values(EVENT_TYPES).flat().sort());
});
