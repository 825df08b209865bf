import type { Document } from "mongodb";
import type { Connection } from "mongoose";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import type { Benchmark } from "./benchmark.ts";
import { importEngineers, publishPolicy, startFixture } from "./fixture.ts";

const PEOPLE = Number(process.env.BENCH_ROLLOUT_PEOPLE ?? 100_000);

/** From PublishPolicy to the last of 100,000 obligations, against insertMany of the same documents. */
export const rollout: Benchmark = {
  name: "rollout",
  run: async ({ mode, mongo, rounds, report }) => {
    const { platform, story } = await startFixture(mode, mongo, 1);
    const ours: number[] = [];
    const theirs: number[] = [];
    try {
      await importEngineers(story, PEOPLE);
      await platform.settle();
      report(`${PEOPLE} people are there`);
      const prefix = platform.env.DATABASE_PREFIX ?? "";
      for (let round = 0; round < rounds; round++) {
        const startedMs = performance.now();
        const policyId = await publishPolicy(story, `Rollout ${round}`);
        await allObliged(story, policyId);
        const seconds = (performance.now() - startedMs) / 1000;
        await platform.settle();
        const limitSeconds = await insertTheSame(mongo, prefix, policyId);
        ours.push(PEOPLE / seconds);
        theirs.push(PEOPLE / limitSeconds);
        report(`round ${round + 1}: ${seconds.toFixed(2)} s; limit ${limitSeconds.toFixed(2)} s`);
      }
    } finally {
      await platform.stop();
    }
    return [
      {
        name: `rollout to ${PEOPLE} people`,
        mode,
        ours,
        limit: theirs,
        aim: 0.3,
        against: "insertMany of the same assignments and obligations",
      },
    ];
  },
};

type Fixture = Awaited<ReturnType<typeof startFixture>>;

/** Waits until the rollout shows everyone. */
async function allObliged(story: Fixture["story"], policyId: string): Promise<void> {
  const client = story.officer.client(AcknowledgementService);
  for (;;) {
    const { rollouts } = await client.listRollouts({ policyId });
    const [one] = rollouts;
    if (one && one.targetCount >= PEOPLE) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Inserts copies of what the rollout wrote, in batches of 1,000, under the same indexes, journaled majority. */
async function insertTheSame(mongo: Connection, prefix: string, policyId: string): Promise<number> {
  let seconds = 0;
  for (const [service, name] of [
    ["employee", "assignments"],
    ["acknowledgement", "obligations"],
  ] as const) {
    const database = mongo.getClient().db(`${prefix}_${service}`);
    const source = database.collection<Document>(name);
    const target = database.collection<Document>(`limit_${name}`);
    const documents = await source.find({ policyId }).toArray();
    if (documents.length < PEOPLE)
      throw new Error(`${name} holds ${documents.length} documents of the policy`);
    const indexes = (await source.indexes()).filter((index) => index.name !== "_id_");
    await target.createIndexes(indexes.map(({ v: _version, ...index }) => index) as never[]);
    const startedMs = performance.now();
    for (let from = 0; from < documents.length; from += 1_000) {
      await target.insertMany(documents.slice(from, from + 1_000), {
        ordered: false,
        writeConcern: { w: "majority", journal: true },
      });
    }
    seconds += (performance.now() - startedMs) / 1000;
    await target.drop();
  }
  return seconds;
}
