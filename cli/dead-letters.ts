import { readConfig } from "../runtime/config/config.ts";
import { ConfigError } from "../runtime/config/settings.ts";
import { listDeadLetters, resubmitDeadLetter } from "../runtime/events/dead-letters.ts";
import { connectBus } from "../runtime/events/streams.ts";
import { joinServers } from "./servers.ts";

const MOST = 1_000;

/** `countersign dead-letters`: lists what services gave up on; with `--resubmit` publishes it again. */
export async function deadLetters(options: { readonly resubmit?: readonly string[] }): Promise<void> {
  const { config, servers } = await joinServers(readConfig(process.env, process.cwd()));
  try {
    const bus = await connectBus(
      { url: config.natsUrl, prefix: config.natsPrefix, replicas: config.natsReplicas },
      "dead-letters",
    );
    try {
      const letters = await listDeadLetters(bus, MOST);
      if (options.resubmit) {
        const numbers = options.resubmit.includes("all")
          ? letters.map((letter) => letter.sequence)
          : options.resubmit.map(readNumber);
        for (const sequence of numbers) await resubmitDeadLetter(bus, sequence);
        process.stdout.write(`${numbers.length} published again\n`);
        return;
      }
      for (const letter of letters) {
        process.stdout.write(
          `${letter.sequence}  ${letter.time.toISOString()}  ${letter.service}  ${letter.subject}  ${letter.eventId}  ${letter.reason}\n`,
        );
      }
      process.stdout.write(`${letters.length} dead letters\n`);
    } finally {
      await bus.connection.drain();
    }
  } finally {
    await servers.stop();
  }
}

function readNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new ConfigError(`--resubmit takes numbers from the list, or all; ${text} is neither.`);
}
