import { expect, test } from "@jest/globals";
import { HeadingLevels } from "./heading-levels.ts";
import { safeAddress } from "./safe-address.ts";
import { Slugs } from "./slugs.ts";

test.each([
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "data:text/html,<script>",
  "vbscript:x",
  " javascript:x",
])("a link never leads to %s", (url) => expect(safeAddress(url)).toBeUndefined());

test.each(["https://example.com/a?b#c", "mailto:help@example.com", "/policies", "page.html"])(
  "a link may lead to %s",
  (url) => expect(safeAddress(url)).toBe(url),
);

test("headings with the same words have ids of their own, and links within the text reach them", () => {
  const slugs = new Slugs();
  expect(["Who it is for", "Who it is for", "Für alle!"].map((text) => slugs.of(text))).toEqual([
    "s-who-it-is-for",
    "s-who-it-is-for-1",
    "s-für-alle",
  ]);
  expect(safeAddress("#who-it-is-for")).toBe("#s-who-it-is-for");
});

test("headings begin below the page's title and leave out no level", () => {
  const depths = [3, 3, 6, 4, 3];
  const levels = new HeadingLevels(depths);
  expect(depths.map((depth) => levels.of(depth))).toEqual([2, 2, 3, 3, 2]);
});
