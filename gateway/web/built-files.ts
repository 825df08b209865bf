import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";

/** A file of the web client's build, in memory, with its compressed forms. */
export interface BuiltFile {
  readonly type: string;
  readonly plain: Buffer;
  /** Its name changes with its content: browsers may keep it for good. */
  readonly immutable: boolean;
  readonly etag: string;
  readonly encoded: Readonly<Partial<Record<"br" | "gzip", Buffer>>>;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
};
const ENCODINGS = [
  ["br", ".br"],
  ["gzip", ".gz"],
] as const;

/** The files of a build by their path, such as `/assets/index-1a2b3c4d.js`. Empty when there is no build. */
export async function readBuiltFiles(folder: string): Promise<ReadonlyMap<string, BuiltFile>> {
  const contents = new Map<string, Buffer>();
  for (const path of await filesIn(folder))
    contents.set(`/${relative(folder, path).split(sep).join("/")}`, await readFile(path));
  const files = new Map<string, BuiltFile>();
  for (const [path, plain] of contents) {
    const type = TYPES[extname(path)];
    if (type === undefined || path.includes("/.")) continue;
    const encoded = ENCODINGS.flatMap(([name, ending]) => {
      const body = contents.get(path + ending);
      return body ? [[name, body] as const] : [];
    });
    files.set(path, {
      type,
      plain,
      immutable: path.startsWith("/assets/"),
      etag: `"${createHash("sha256").update(plain).digest("base64url").slice(0, 22)}"`,
      encoded: Object.fromEntries(encoded),
    });
  }
  return files;
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
