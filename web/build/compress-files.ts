import { globSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/** Files below this many bytes gain nothing from compression: an answer's head alone is as long. */
const WORTH_BYTES = 512;
const COMPRESSIBLE = "**/*.{js,css,svg,json,webmanifest}";

/**
 * Writes `x.br` and `x.gz` beside each file of the build, so that the gateway compresses nothing while it serves, and
 * reports how many bytes a browser gets.
 */
export function compressFiles(): Plugin {
  let folder = "";
  return {
    name: "compress-files",
    apply: "build",
    configResolved: (config) => {
      folder = config.build.outDir;
    },
    closeBundle: () => {
      const total = { plain: 0, gzip: 0, brotli: 0 };
      for (const file of globSync(COMPRESSIBLE, { cwd: folder })) {
        const path = join(folder, file);
        if (statSync(path).size < WORTH_BYTES) continue;
        const plain = readFileSync(path);
        const gzip = gzipSync(plain, { level: 9 });
        const brotli = brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } });
        writeFileSync(`${path}.gz`, gzip);
        writeFileSync(`${path}.br`, brotli);
        total.plain += plain.length;
        total.gzip += gzip.length;
        total.brotli += brotli.length;
      }
      console.log(`web: ${kB(total.plain)}, ${kB(total.gzip)} gzip, ${kB(total.brotli)} brotli in all`);
    },
  };
}

const kB = (bytes: number): string => `${Math.round(bytes / 1000)} kB`;
