/**
 * Checks the contracts: buf's lint, and that nothing breaks clients built from main's committed contracts
 * (rules in buf.yaml). Part of `npm run lint`. Exit code 1 when either finds something.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BufResult, hasBuf, ROOT, runBuf, writeValidateProto } from "./buf.ts";

const FOLDERS = ["proto", "third_party", "buf.yaml"];

process.exitCode = main();

function main(): number {
  if (!hasBuf()) {
    console.error("contracts: buf is not installed; run `npm ci` with development dependencies");
    return 1;
  }
  writeValidateProto(ROOT);
  const passed = [lint(), breaking()];
  return passed.every(Boolean) ? 0 : 1;
}

function lint(): boolean {
  return report("lint", runBuf(["lint"]));
}

function breaking(): boolean {
  const base = baseRef();
  if (base === undefined) return skipped("no main branch to compare with");
  const folders = git(["ls-tree", "--name-only", base, "--", ...FOLDERS])
    .toString()
    .split("\n")
    .filter(Boolean);
  if (!folders.includes("proto") || !folders.includes("buf.yaml"))
    return skipped(`${base} has no contracts yet`);
  const work = mkdtempSync(join(tmpdir(), "countersign-contracts-"));
  try {
    return report(`compatible with ${base}`, compare(base, folders, work));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Builds both sides as images, because the two may differ in their modules, and compares these. */
function compare(base: string, folders: string[], work: string): BufResult {
  const tree = join(work, "base");
  mkdirSync(tree);
  extract(git(["archive", "--format=tar", base, "--", ...folders]), tree);
  writeValidateProto(tree);
  const [before, after] = [join(work, "before.binpb"), join(work, "after.binpb")];
  for (const [cwd, image] of [
    [tree, before],
    [ROOT, after],
  ] as const) {
    const built = runBuf(["build", "--path", "proto/countersign", "--output", image], cwd);
    if (!built.ok)
      return {
        ok: false,
        output: `building ${cwd === ROOT ? "proto/" : `proto/ of ${base}`}: ${built.output}`,
      };
  }
  return runBuf(["breaking", after, "--against", before, "--exclude-imports"]);
}

/** On main itself the published main is the base, elsewhere the local one; a bare CI clone fetches it. */
function baseRef(): string | undefined {
  const onMain = tryGit(["symbolic-ref", "--short", "HEAD"]) === "main";
  const candidates = onMain ? ["origin/main", "main"] : ["main", "origin/main"];
  const known = candidates.find(isCommit);
  if (known !== undefined || tryGit(["remote", "get-url", "origin"]) === undefined) return known;
  return tryGit(["fetch", "--quiet", "--depth=1", "origin", "main"]) === undefined ? undefined : "FETCH_HEAD";
}

function isCommit(ref: string): boolean {
  return tryGit(["rev-parse", "--verify", "--quiet", `${ref}^{commit}`]) !== undefined;
}

function skipped(why: string): true {
  console.log(`contracts: compatibility check skipped: ${why}`);
  return true;
}

function report(what: string, result: BufResult): boolean {
  if (result.ok) console.log(`contracts: ${what}: ok`);
  else console.error(`${result.output}\ncontracts: ${what}: failed, see above`);
  return result.ok;
}

function git(args: string[]): Buffer {
  const run = spawnSync("git", args, { cwd: ROOT, maxBuffer: 256 * 1024 * 1024 });
  if (run.error) throw run.error;
  if (run.status !== 0) throw new Error(`git ${args[0]}: ${run.stderr.toString().trim()}`);
  return run.stdout;
}

/** What git printed, trimmed, or undefined when it failed: for questions that may be answered "no". */
function tryGit(args: string[]): string | undefined {
  const run = spawnSync("git", args, { cwd: ROOT, encoding: "utf8" });
  return run.status === 0 ? run.stdout.trim() : undefined;
}

function extract(archive: Buffer, into: string): void {
  const run = spawnSync("tar", ["-xf", "-", "-C", into], { input: archive });
  if (run.error) throw run.error;
  if (run.status !== 0) throw new Error(`tar: ${run.stderr.toString().trim()}`);
}
