import { readConfig } from "../../runtime/config/config.ts";
import { MODULES } from "../../services/modules.ts";
import { launch } from "../launch.ts";
import { processParts } from "../parts.ts";
import { withServers } from "../servers.ts";
import { loadDemo } from "./load.ts";
import { hasKnownOperator } from "./operator.ts";
import { NO_PAST } from "./time-lapse.ts";

const QUIET_MS = 50;

/**
 * `countersign demo`: loads the demo customer into the databases that the environment names, beside a running platform
 * or without one, waits until every event has had its effect, and prints the sign-ins.
 */
export async function demoCommand(): Promise<void> {
  const read = readConfig(process.env, process.cwd());
  const stopping = new AbortController();
  process.once("SIGINT", () => stopping.abort());
  const { config, servers } = await withServers(read, stopping.signal);
  try {
    const parts = processParts({ ...config, grpcHost: "127.0.0.1", grpcPort: 0, logLevel: "warn" });
    const launched = await launch({ modules: MODULES, gateway: false }, parts);
    try {
      const { accounts, rest } = await loadDemo(launched.services, parts, {
        knownOperator: hasKnownOperator(read, read.mongodbUri === ""),
        signal: stopping.signal,
        past: NO_PAST,
        report: (line) => process.stderr.write(`${line}\n`),
      });
      await rest;
      await settled(launched.services.backlog, stopping.signal);
      for (const { title, email, password } of accounts)
        process.stdout.write(`${title.padEnd(20)}  ${email}  [${password}]\n`);
    } finally {
      await launched.stop();
    }
  } finally {
    await servers.stop();
  }
}

async function settled(backlog: () => Promise<number>, signal: AbortSignal): Promise<void> {
  for (let quiet = 0; quiet < 2; ) {
    signal.throwIfAborted();
    quiet = (await backlog()) === 0 ? quiet + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
  }
}
