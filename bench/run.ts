import { parseArgs } from "node:util";
import { connectMongo } from "../runtime/mongo/connect.ts";
import { startTestServers } from "../runtime/testing/test-servers.ts";
import type { Mode } from "../test/harness/platform.ts";
import { acknowledge } from "./acknowledge.ts";
import type { Benchmark } from "./benchmark.ts";
import { listMyAcknowledgements } from "./list-my-acknowledgements.ts";
import { type Outcome, printOutcomes } from "./report.ts";
import { rollout } from "./rollout.ts";

const BENCHMARKS: readonly Benchmark[] = [listMyAcknowledgements, acknowledge, rollout];

const HELP = `npm run bench -- [options]

Measures the platform against what the machine gives without it, side by side in one run, on real servers.
  --only <name>   ${BENCHMARKS.map((benchmark) => benchmark.name).join(", ")} (several: repeat)
  --mode <mode>   all, split (default: both)
  --rounds <n>    counted rounds after a warm-up (default 5)
`;

const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true },
    mode: { type: "string", multiple: true },
    rounds: { type: "string", default: "5" },
    help: { type: "boolean", short: "h" },
  },
});
if (values.help) {
  process.stdout.write(HELP);
  process.exit();
}
const report = (line: string): void => void process.stderr.write(`  ${line}\n`);
const servers = await startTestServers(process.env, report);
process.env.MONGODB_URI = servers.mongodbUri;
process.env.NATS_URL = servers.natsUrl;
const mongo = await connectMongo({ uri: servers.mongodbUri, databasePrefix: "" });
const outcomes: Outcome[] = [];
try {
  for (const mode of (values.mode ?? ["all", "split"]) as Mode[]) {
    for (const benchmark of BENCHMARKS.filter(({ name }) => values.only?.includes(name) ?? true)) {
      process.stderr.write(`${benchmark.name} (${mode})\n`);
      outcomes.push(
        ...(await benchmark.run({
          mode,
          mongo,
          mongodbUri: servers.mongodbUri,
          rounds: Number(values.rounds),
          report,
        })),
      );
    }
  }
} finally {
  await mongo.close();
  await servers.stop();
}
printOutcomes(outcomes);
