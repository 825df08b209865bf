import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { returnPath } from "./return-path.ts";

test.each([
  ["", "/"],
  ["/", "/"],
  ["/acknowledgements?due=1#top", "/acknowledgements?due=1#top"],
  ["/a/../b", "/b"],
  ["/%2f%2fevil.example", "/%2f%2fevil.example"],
])("%j leads to %j", (asked, path) => {
  expect(returnPath(asked)).toBe(path);
});

test.each([
  "https://evil.example",
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/.//evil.example",
  "/a/..//evil.example",
  "/\t/evil.example",
  " /",
  "/a b",
  "/ä",
  "javascript:alert(1)",
  "evil.example",
  "?a",
  "/\r\nset-cookie:a=b",
])("%j is refused", (asked) => {
  expect(() => returnPath(asked)).toThrow("not a path of this site");
});

test("whatever passes stays on the site, as a browser reads it", () => {
  const part = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    "//",
    "evil.example",
    "@",
    ":",
    "?",
    "#",
    "%2f",
    "\t",
    "a",
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      let path: string;
      try {
        path = returnPath(parts.join(""));
      } catch {
        return;
      }
      expect(new URL(path, "https://sign.example/login/callback").origin).toBe("https://sign.example");
    }),
    { numRuns: 2_000 },
  );
});
