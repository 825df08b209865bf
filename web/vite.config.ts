import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { chunks } from "./build/chunks.ts";
import { compressFiles } from "./build/compress-files.ts";
import { leanContracts } from "./build/lean-contracts.ts";

const WEB = import.meta.dirname;

/** Where `vite` (the development server with hot reload) sends calls: a platform started with `npm start`. */
const PLATFORM = process.env.PLATFORM_URL ?? "http://127.0.0.1:8080";

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
      output: { codeSplitting: { groups: chunks } },
    },
  },
  html: { cspNonce: "CSP_NONCE" },
  server: { proxy: { "^/(countersign\\.|login/)": { target: PLATFORM } } },
});
