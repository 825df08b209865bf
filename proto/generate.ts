/**
 * Generates TypeScript from the contracts into gen/ (ignored by git): `npm run generate`, and `npm install` by the
 * `prepare` script. Needs no network. Does nothing when neither the contracts nor the generator changed.
 */
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { hasBuf, ROOT, runBuf, writeValidateProto } from "./buf.ts";

const GEN = join(ROOT, "gen");
const STAMP = join(GEN, ".stamp");

/** All that decides the generated code: contracts, settings, this program, the tools' versions. */
const INPUTS = [
  "buf.yaml",
  "buf.gen.yaml",
  "proto/**/*.{proto,ts}",
  "third_party/{google,grpc}/**/*.proto",
  "node_modules/@bufbuild/{buf,protoc-gen-es,protovalidate}/package.json",
];

process.exitCode = main();

function main(): number {
  if (!hasBuf()) return withoutBuf();
  const fingerprint = fingerprintOf(globSync(INPUTS, { cwd: ROOT }).sort());
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === fingerprint) {
    console.log("generate: gen/ is up to date");
    return 0;
  }
  return generate(fingerprint);
}

function withoutBuf(): number {
  if (existsSync(STAMP)) {
    console.log("generate: buf is not installed (development dependency); using gen/ as it is");
    return 0;
  }
  console.error(
    "generate: gen/ is missing and buf is not installed; run `npm ci` with development dependencies first",
  );
  return 1;
}

function generate(fingerprint: string): number {
  const started = performance.now();
  const next = join(GEN, `.next-${process.pid}`);
  try {
    writeValidateProto(ROOT);
    const result = runBuf(["generate", "--output", next]);
    if (!result.ok) {
      console.error(`${result.output}\ngenerate: buf could not generate gen/ from proto/, see above`);
      return 1;
    }
    const count = replaceChanged(join(next, "gen"));
    writeFileSync(STAMP, fingerprint);
    console.log(`generate: ${count} files in gen/, ${Math.round(performance.now() - started)} ms`);
    return 0;
  } finally {
    rmSync(next, { recursive: true, force: true });
  }
}

/**
 * Moves new and changed files from `next` to gen/ one by one and deletes those that are gone, so that a running
 * watcher or test never sees an empty gen/. Returns how many files gen/ has.
 */
function replaceChanged(next: string): number {
  const files = globSync("**/*.ts", { cwd: next });
  const wanted = new Set(files);
  for (const file of files) {
    const to = join(GEN, file);
    const from = join(next, file);
    if (existsSync(to) && readFileSync(to).equals(readFileSync(from))) continue;
    mkdirSync(dirname(to), { recursive: true });
    renameSync(from, to);
  }
  for (const file of globSync("**/*.ts", { cwd: GEN })) {
    if (!wanted.has(file) && !file.startsWith(".next-")) rmSync(join(GEN, file));
  }
  return files.length;
}

function fingerprintOf(files: string[]): string {
  const hash = createHash("sha256");
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(ROOT, file)))
      .update("\0");
  return hash.digest("hex");
}
