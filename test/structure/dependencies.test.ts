import { describe, expect, test } from "@jest/globals";
import { readSources, type Source } from "./sources.ts";

const sources = readSources();
const isTest = (path: string): boolean => /\.test\.ts$|\/tests\/|^test\/|^runtime\/testing\//.test(path);
const product = sources.filter((source) => !isTest(source.path));

/** The service and the room that a file stands in: `services/policy/rpc/x.ts` → policy, rpc. */
function place(path: string): { service: string; room: string } | undefined {
  const match = /^services\/([^/]+)\/(?:(domain|store|rpc|consumers|jobs)\/)?/.exec(path);
  return match?.[1] ? { service: match[1], room: match[2] ?? "top" } : undefined;
}

const isGenerated = (target: string): boolean => target.startsWith("#gen/");
/** The web client's build runs in Node. */
const isBuild = (path: string): boolean => /^web\/(?:build[./]|vite\.config)/.test(path);
const isInside = (target: string, folder: string): boolean => target.startsWith(`${folder}/`);

/** What each room of a service may import, beside packages; own rooms by name. */
const ROOMS: Readonly<Record<string, { own: readonly string[]; others: (target: string) => boolean }>> = {
  domain: { own: ["domain"], others: (target) => target === "runtime/errors.ts" },
  store: {
    own: ["domain", "store"],
    others: (target) =>
      isInside(target, "runtime/mongo") ||
      ["runtime/errors.ts", "runtime/clock.ts", "runtime/ids.ts"].includes(target),
  },
};
const HANDLERS = {
  own: ["domain", "store", "rpc", "consumers", "jobs", "top"],
  others: (target: string) => isGenerated(target) || isInside(target, "runtime"),
};

function forbidden(source: Source): string[] {
  const here = place(source.path);
  const bad = (target: string): boolean => {
    if (here) {
      const rule = ROOMS[here.room] ?? HANDLERS;
      const there = place(target);
      if (there) return there.service !== here.service || !rule.own.includes(there.room);
      if (target.startsWith("gateway/") || target.startsWith("cli/")) return true;
      return (isGenerated(target) || isInside(target, "runtime")) && !rule.others(target);
    }
    if (isInside(source.path, "runtime")) return /^(services|gateway|cli|test|bench)\//.test(target);
    if (isInside(source.path, "gateway")) return /^(services|cli|test|bench|web)\//.test(target);
    if (isInside(source.path, "web"))
      return /^(services|gateway|runtime|cli|test|bench|proto|node:)/.test(target) && !isBuild(source.path);
    return false;
  };
  return source.imports.filter(bad).map((target) => `${source.path} → ${target}`);
}

describe("the dependency rule", () => {
  test("holds: domain → nothing, store → domain, handlers → their own service and the runtime, nobody → another service", () => {
    const exempt = (source: Source): boolean => source.path === "services/modules.ts";
    expect(product.filter((source) => !exempt(source)).flatMap(forbidden)).toEqual([]);
  });

  test("module.ts is the only door of a service", () => {
    const entering = product.flatMap((source) =>
      source.imports
        .filter((target) => place(target) && place(target)?.service !== place(source.path)?.service)
        .filter((target) => !/^services\/[^/]+\/module\.ts$/.test(target))
        .map((target) => `${source.path} → ${target}`),
    );
    expect(entering).toEqual([]);
  });

  test("domain code is pure: no packages that do I/O, no clock of its own", () => {
    const allowed = new Set([
      "luxon",
      "diff",
      "node-diff3",
      "@zxcvbn-ts/language-common", // a list of words
      "otpauth", // given the time, it only computes
      "node:crypto",
      "node:buffer",
      "node:util",
      "node:timers/promises", // only to let other work in between
      "csv-parse",
      "csv-parse/sync",
    ]);
    const bad = product
      .filter((source) => place(source.path)?.room === "domain")
      .flatMap((source) =>
        source.imports
          .filter((target) => !/^(services|runtime)\//.test(target) && !allowed.has(target))
          .map((target) => `${source.path} → ${target}`),
      );
    expect(bad).toEqual([]);
  });
});

test("services take time and randomness from the runtime, so that a test can drive them", () => {
  const own = /\bDate\.now\(|new Date\(\)|Math\.random\(|randomUUID\(/;
  const bad = product.filter((source) => place(source.path) && own.test(source.text));
  expect(bad.map((source) => source.path)).toEqual([]);
});

describe("the rooms", () => {
  test.each(["rpc", "consumers", "jobs"])("every file in %s/ is in use", (room) => {
    const imported = new Set(product.flatMap((source) => source.imports));
    const files = product.filter(
      (source) => place(source.path)?.room === room && !source.path.endsWith("/rpc/index.ts"),
    );
    expect(files.map((source) => source.path).filter((path) => !imported.has(path))).toEqual([]);
    if (room === "rpc") expect(files.length).toBeGreaterThan(50);
  });

  test("no file is over 400 lines, and most are under 100", () => {
    const code = sources.filter((source) => !isTest(source.path));
    expect(code.filter((source) => source.lines > 400).map((source) => source.path)).toEqual([]);
    expect(code.filter((source) => source.lines < 100).length / code.length).toBeGreaterThan(0.7);
  });
});
