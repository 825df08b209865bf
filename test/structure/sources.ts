import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";

/** One hand-written TypeScript file and what it imports. Paths are relative to the repository. */
export interface Source {
  readonly path: string;
  readonly lines: number;
  readonly text: string;
  readonly imports: readonly string[];
}

const ROOT = join(import.meta.dirname, "../..");
const ROOMS = ["bench", "cli", "gateway", "proto", "runtime", "services", "test", "web"];

/** Every hand-written TypeScript file of the repository. */
export function readSources(): readonly Source[] {
  return ROOMS.flatMap((room) => list(join(ROOT, room))).map((file) => {
    const text = readFileSync(file, "utf8");
    const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) =>
      resolveImport(file, match[1] ?? ""),
    );
    return { path: relative(ROOT, file), lines: text.split("\n").length, text, imports };
  });
}

function list(folder: string): string[] {
  let entries: ReturnType<typeof read>;
  try {
    entries = read(folder);
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ["node_modules", "dist"].includes(entry.name) ? [] : list(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

const read = (folder: string) => readdirSync(folder, { withFileTypes: true });

function resolveImport(file: string, specifier: string): string {
  return specifier.startsWith(".") ? normalize(relative(ROOT, join(dirname(file), specifier))) : specifier;
}
