import { describe, test } from "@jest/globals";
import { chromiumPath } from "./chromium.ts";

/** Tests that need a browser; skipped, and saying so, where there is none. */
export function describeInBrowser(name: string, tests: () => void): void {
  if (chromiumPath()) describe(name, tests);
  else
    describe(name, () => {
      test.skip("needs Chromium: install it or set CHROMIUM_BIN", () => {});
    });
}
