import { readConfig } from "../runtime/config/config.ts";
import { MODULES } from "../services/modules.ts";
import { startDemo } from "./demo/load.ts";
import { lapseForFirstStart } from "./demo/time-lapse.ts";
import { collectProcessMetrics, type Launched, launch } from "./launch.ts";
import { processParts } from "./parts.ts";
import { type WithServers, withServers } from "./servers.ts";
import { readTargets } from "./targets.ts";
import { welcome } from "./welcome.ts";

/** `countersign start`: runs until it is told to stop, then stops in order. */
export async function start(options: { readonly target: string }): Promise<void> {
  const targets = readTargets(options.target);
  const config = readConfig(process.env, process.cwd());
  const stopping = new AbortController();
  const signals = onSignals(stopping);
  // The gateway alone needs neither MongoDB nor NATS.
  const needsServers = targets.modules.length > 0;
  const lapse = lapseForFirstStart(config, targets.gateway ? targets.modules.length : 0, MODULES.length);
  const prepared = needsServers ? await withServers(config, stopping.signal) : undefined;
  let launched: Launched | undefined;
  try {
    stopping.signal.throwIfAborted();
    const parts = processParts(prepared?.config ?? config, lapse);
    collectProcessMetrics(parts);
    launched = await launch(targets, parts);
    const isPrivate = config.mongodbUri === "";
    const demo =
      targets.gateway && needsServers ? await startDemo(launched, parts, isPrivate, lapse) : undefined;
    process.stderr.write(welcome(launched, parts.config, demo));
    await Promise.race([signals, lost(prepared)]);
  } finally {
    await launched?.stop();
    await prepared?.servers.stop();
  }
}

/** Resolves at the first Ctrl-C or SIGTERM; the second ends the process at once. */
function onSignals(stopping: AbortController): Promise<void> {
  return new Promise((resolve) => {
    const onSignal = (): void => {
      if (stopping.signal.aborted) process.exit(1);
      process.stderr.write("Stopping; once more to stop at once.\n");
      stopping.abort(new StoppedError());
      resolve();
    };
    process.on("SIGINT", onSignal);
    process.on("SIGTERM", onSignal);
  });
}

/** The person ended the start before it was done; no failure. */
export class StoppedError extends Error {
  constructor() {
    super("Stopped.");
    this.name = "StoppedError";
  }
}

async function lost(prepared: WithServers | undefined): Promise<never> {
  const server = await (prepared?.servers.lost ?? new Promise<never>(() => {}));
  throw new Error(`${server} has ended by itself; its log is in ${prepared?.config.dataDir}. Start again.`);
}
