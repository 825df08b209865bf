import { type Benchmark, IN_FLIGHT } from "./benchmark.ts";
import { publishPolicy, startFixture } from "./fixture.ts";
import { startLimit } from "./limits/limit-process.ts";
import { LoadProcess } from "./load-process.ts";

const PEOPLE = 200;
const POLICIES = 25;
const REQUESTS = 12_000;

/** ListMyAcknowledgements, a page of 20 of 25, through the gateway against plain node:http and the native driver. */
export const listMyAcknowledgements: Benchmark = {
  name: "ListMyAcknowledgements",
  run: async ({ mode, mongo, mongodbUri, rounds, report }) => {
    const { platform, story, people } = await startFixture(mode, mongo, PEOPLE);
    for (let i = 0; i < POLICIES; i++) await publishPolicy(story, `Policy ${i}`);
    await platform.settle();
    const limit = await startLimit(mongodbUri, `${platform.env.DATABASE_PREFIX}_acknowledgement`);
    const load = new LoadProcess();
    const requests = Array.from(
      { length: REQUESTS },
      (_, i) => people[i % people.length] ?? { token: "", employeeId: "" },
    );
    const ours: number[] = [];
    const theirs: number[] = [];
    try {
      for (let round = -1; round < rounds; round++) {
        const mine = await load.run({
          url: `${platform.url}/countersign.acknowledgement.v1.AcknowledgementService/ListMyAcknowledgements`,
          headers: { "content-type": "application/proto", "connect-protocol-version": "1" },
          // page_size (field 2) = 20
          requests: requests.map(({ token }) => ({ token, body: "\u0010\u0014" })),
          inFlight: IN_FLIGHT,
        });
        const plain = await load.run({
          url: `${limit.url}/list`,
          headers: { "content-type": "application/json" },
          requests: requests.map(({ employeeId }) => ({
            token: "",
            body: JSON.stringify({ customerId: story.customerId, employeeId }),
          })),
          inFlight: IN_FLIGHT,
        });
        report(
          `round ${round + 1}: ${Math.round(mine.requests / mine.seconds)}/s, p50 ${mine.p50.toFixed(1)} ms, p99 ${mine.p99.toFixed(1)} ms; limit ${Math.round(plain.requests / plain.seconds)}/s`,
        );
        if (round < 0) continue;
        ours.push(mine.requests / mine.seconds);
        theirs.push(plain.requests / plain.seconds);
      }
    } finally {
      load.stop();
      limit.stop();
      await platform.stop();
    }
    return [
      {
        name: "ListMyAcknowledgements, page of 20",
        mode,
        ours,
        limit: theirs,
        aim: 0.5,
        against: "node:http + native driver",
      },
    ];
  },
};
