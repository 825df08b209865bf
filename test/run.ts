import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** `npm test`: everything that must hold, cheapest first. Arguments go to jest. Prints what failed and ends with 1. */
interface Step {
  readonly name: string;
  readonly command: readonly string[];
}

const root = join(import.meta.dirname, "..");
const bin = (name: string): string => join(root, "node_modules/.bin", name);

const STEPS: readonly Step[] = [
  { name: "generate code from the contracts", command: [process.execPath, "proto/generate.ts"] },
  { name: "check the contracts (buf lint, buf breaking)", command: [process.execPath, "proto/check.ts"] },
  { name: "check types (tsc)", command: [bin("tsc"), "--noEmit"] },
  { name: "check the web client's types (tsc)", command: [bin("tsc"), "--noEmit", "-p", "web"] },
  { name: "check the web tests' types (tsc)", command: [bin("tsc"), "--noEmit", "-p", "web/tests"] },
  { name: "check style (biome)", command: [bin("biome"), "check", "--error-on-warnings", "."] },
  { name: "build the web client (vite)", command: [process.execPath, "web/build.ts"] },
  {
    name: "run the tests (jest)",
    command: [
      process.execPath,
      "--experimental-vm-modules",
      "--disable-warning=ExperimentalWarning",
      "node_modules/jest/bin/jest.js",
      ...process.argv.slice(2),
    ],
  },
];

const failed: string[] = [];
for (const { name, command } of STEPS) {
  process.stderr.write(`\n▸ ${name}\n`);
  const startedMs = performance.now();
  const [program = "", ...args] = command;
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: "inherit" });
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  if (error) process.stderr.write(`${error.message}\n`);
  process.stderr.write(status === 0 ? `✓ ${name} (${seconds} s)\n` : `✗ ${name} failed (${seconds} s)\n`);
  if (status !== 0) failed.push(name);
}
if (failed.length > 0) {
  process.stderr.write(`\nFailed: ${failed.join("; ")}\n`);
  process.exit(1);
}
