import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { printValidateProto, VALIDATE_PROTO_PATH } from "./validate-proto.ts";

/** The repository's root folder: absolute, without a trailing slash. */
export const ROOT = dirname(import.meta.dirname);

const BIN = join(ROOT, "node_modules", ".bin");
const BUF_SCRIPT = join(ROOT, "node_modules", "@bufbuild", "buf", "bin", "buf");
const PLUGIN = join(ROOT, "node_modules", "@bufbuild", "protoc-gen-es", "package.json");

/** Whether buf and its TypeScript plugin are here; an install without development dependencies lacks them. */
export function hasBuf(): boolean {
  return existsSync(BUF_SCRIPT) && existsSync(PLUGIN);
}

/** What a run of buf gave: `ok` for exit code 0, and all that it printed, trimmed. */
export interface BufResult {
  ok: boolean;
  output: string;
}

/** Runs buf from `cwd` (default: the root) with this very Node, so that the plugin doesn't meet an older one. */
export function runBuf(args: string[], cwd = ROOT): BufResult {
  const PATH = [BIN, dirname(process.execPath), process.env.PATH ?? ""].join(delimiter);
  const run = spawnSync(process.execPath, [BUF_SCRIPT, ...args], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, PATH },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (run.error) return { ok: false, output: `buf did not start: ${run.error.message}` };
  return { ok: run.status === 0, output: `${run.stdout}${run.stderr}`.trim() };
}

/** Writes buf/validate/validate.proto below `root`'s third_party, unless it is there with the same text. */
export function writeValidateProto(root: string): void {
  const path = join(root, "third_party", VALIDATE_PROTO_PATH);
  const text = printValidateProto();
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
