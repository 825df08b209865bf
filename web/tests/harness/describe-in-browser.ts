import { describe } from "@jest/globals";
import { chromiumPath } from "./chromium.ts";

/** Tests that need a browser; skipped, and saying so, on a person's machine without one. In CI they fail there. */
export function describeInBrowser(name: string, tests: () => void): void {
  if (chromiumPath() || process.env.CI) describe(name, tests);
  else describe.skip(`${name} (needs Chromium: install it or set CHROMIUM_BIN)`, tests);
}
