import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { compressFiles } from "./build/compress-files.ts";
import { leanContracts } from "./build/lean-contracts.ts";

const WEB = import.meta.dirname;

/** Where `vite` (the development server with hot reload) sends calls: a platform started with `npm start`. */
const PLATFORM = process.env.PLATFORM_URL ?? "http://127.0.0.1:8080";

/**
 * The packages that every page needs, in one file: it compresses better than fifty, and stays in browsers while pages
 * change. (A package's parts that only some pages use stay with those.)
 */
const FOUNDATION = { name: "foundation", tags: ["$initial" as const], test: /\/node_modules\// };

/** The web client's build: web/src → web/dist, split by page, every file but the entry named by its content. */
export default defineConfig({
  root: WEB,
  plugins: [leanContracts(), react(), compressFiles()],
  resolve: { alias: { "#gen": join(WEB, "../gen") } },
  build: {
    outDir: join(WEB, "dist"),
    emptyOutDir: true,
    target: "es2023",
    reportCompressedSize: false,
    assetsInlineLimit: 0,
    manifest: true,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      output: { codeSplitting: { groups: [FOUNDATION] } },
    },
  },
  html: { cspNonce: "CSP_NONCE" },
  server: { proxy: { "^/(countersign\\.|login/)": { target: PLATFORM } } },
});
