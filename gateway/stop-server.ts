import type { Server } from "node:http";
import type { OpenCalls } from "./open-calls.ts";

/** Stops an HTTP server: no new connections, idle ones closed, calls finished, the rest cut after `graceMs`. */
export function stopServer(server: Server, calls: OpenCalls, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    // A connection whose answer was on its way when the stop began becomes idle a moment later.
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    server.close(() => {
      clearTimeout(cut);
      clearInterval(sweep);
      resolve();
    });
    calls.stop();
  });
}

const SWEEP_MS = 20;
