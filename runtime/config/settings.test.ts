import { expect, test } from "@jest/globals";
import { networks, origins } from "./settings.ts";

test.each(["10.0.0.1", "10.0.0.0/8", "::1", "2001:db8::/32", "10.0.0.1, ::1", ""])(
  "%s is networks",
  (text) => {
    expect(networks("N", "").read(text)).toHaveLength(text.split(",").filter(Boolean).length);
  },
);

test.each(["10.0.0", "10.0.0.0/33", "proxy.example", "10.0.0.0/8/8", "::1/129", "*"])(
  "%s is no network",
  (text) => {
    expect(() => networks("N", "").read(text)).toThrow("N=");
  },
);

test("origins are written as browsers write them", () => {
  const read = origins("O", "").read;
  expect(read("https://a.example, http://localhost:5173")).toEqual([
    "https://a.example",
    "http://localhost:5173",
  ]);
  for (const bad of [
    "*",
    "null",
    "a.example",
    "https://a.example/",
    "https://A.example",
    "https://a.example:443",
  ])
    expect(() => read(bad)).toThrow("O=");
});
