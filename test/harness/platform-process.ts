import { subscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import { Registry } from "prom-client";
import { launch } from "../../cli/launch.ts";
import { readTargets } from "../../cli/targets.ts";
import { ManualClock } from "../../runtime/clock.ts";
import { readConfig } from "../../runtime/config/config.ts";
import { createIdSource } from "../../runtime/ids.ts";
import { createLogger } from "../../runtime/log/logger.ts";
import type { Numbered, Request, Said } from "./protocol.ts";

/** A platform process whose clock a test drives. Arguments: targets, start of the clock (ISO). */
const [target = "all", startAt = ""] = process.argv.slice(2);
const say = (message: Said): void => void process.send?.(message);

const connected: (number | undefined)[] = [];
subscribe("net.client.socket", (message) => {
  const { socket } = message as { readonly socket: Socket };
  socket.once("connect", () => connected.push(socket.remotePort));
});

const clock = new ManualClock(new Date(startAt));
const config = readConfig(process.env, process.cwd());

async function main(): Promise<void> {
  const launched = await launch(readTargets(target), {
    config,
    clock,
    newId: createIdSource(clock),
    log: createLogger({ level: config.logLevel, pretty: false }),
    metrics: new Registry(),
    processId: `${target}-${process.pid}`,
    automaticJobs: false,
    redeliveryMs: [20, 50, 100, 200],
  });
  const answer = async (request: Request): Promise<number> => {
    switch (request.op) {
      case "advance":
        clock.advance(request.ms);
        return 0;
      case "runJobs":
        for (const service of launched.services.services) await service.scheduler.runDueJobs();
        return 0;
      case "backlog":
        return launched.services.backlog();
      case "cpu": {
        const { user, system } = process.cpuUsage();
        return (user + system) / 1000;
      }
      case "connections":
        return connected.filter((port) => port !== undefined && request.ports.includes(port)).length;
      case "stop":
        await launched.stop();
        return 0;
    }
  };
  process.on("message", ({ id, request }: Numbered) => {
    answer(request).then(
      (value) => {
        say({ kind: "answer", id, value });
        if (request.op === "stop") process.disconnect();
      },
      (error: unknown) => say({ kind: "answer", id, value: 0, error: String(error) }),
    );
  });
  process.on("disconnect", () => process.exit());
  say({ kind: "ready", grpcPort: launched.services.grpcPort ?? 0, httpPort: launched.gateway?.port ?? 0 });
}

main().catch((error: unknown) => {
  say({ kind: "failed", message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  process.exit(1);
});
