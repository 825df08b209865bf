/**
 * Builds the web client into web/dist (ignored by git): `npm run build`, and `npm start` and `npm test` by themselves.
 * Does nothing when neither its sources nor its tools changed. An installation without development dependencies keeps
 * the build that it has.
 */
import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const DIST = join(ROOT, "web/dist");
const STAMP = join(DIST, ".stamp");

/** All that decides the build: sources, the generated contracts, settings, the packages' versions. */
const INPUTS = [
  "web/src/**/*.{ts,tsx,css,json}",
  "web/public/**/*",
  "web/build/*.ts",
  "web/{index.html,vite.config.ts,tsconfig.json,postcss.config.js}",
  "gen/**/*.ts",
  "package-lock.json",
];

process.exitCode = await main();

async function main(): Promise<number> {
  if (!existsSync(join(ROOT, "node_modules/vite"))) {
    console.log(
      existsSync(STAMP)
        ? "build: vite is not installed (development dependency); using web/dist as it is"
        : "build: vite is not installed (development dependency); the platform starts without its web client",
    );
    return 0;
  }
  const fingerprint = fingerprintOf(INPUTS);
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === fingerprint) {
    console.log("build: web/dist is up to date");
    return 0;
  }
  const startedMs = performance.now();
  console.log("build: building the web client …");
  const { build } = await import("vite");
  await build({ configFile: join(ROOT, "web/vite.config.ts"), logLevel: "warn" });
  writeFileSync(STAMP, fingerprint);
  console.log(`build: web/dist in ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
  return 0;
}

function fingerprintOf(patterns: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of globSync(patterns, { cwd: ROOT, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort())
    hash
      .update(`${file.slice(ROOT.length)}\0`)
      .update(readFileSync(file))
      .update("\0");
  return hash.digest("hex");
}
