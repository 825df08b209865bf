import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect } from "@jest/globals";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { inOtherScheme } from "./scheme.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const EVERYTHING = '"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"';
const OF_EVERYTHING = `{ type: "tag", values: [${EVERYTHING}] }`;
/** What the colours of a page decide; all else is the same in both schemes. */
const OF_COLOURS = '{ type: "rule", values: ["color-contrast", "link-in-text-block"] }';

/**
 * Fails unless the page as it is now has no violation of WCAG 2.2 A and AA and axe's own rules, in light and dark, and
 * nothing sticks out.
 */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(AXE);
  const found = await violations(page, OF_EVERYTHING);
  await inOtherScheme(page, async (scheme) => {
    for (const violation of await violations(page, OF_COLOURS)) found.push(`${scheme}: ${violation}`);
  });
  expect(found).toEqual([]);
  expect(await overflow(page)).toBe(0);
}

async function violations(page: Page, only: string): Promise<string[]> {
  const results = await page.evaluate<AxeResults>(
    `axe.run(document, { runOnly: ${only}, resultTypes: ["violations"] })`,
  );
  return results.violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes.map(({ html, failureSummary }) => `    ${html}\n    ${failureSummary}`).join("\n")}`,
  );
}

/** By how many pixels the page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() =>
    Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth),
  );
