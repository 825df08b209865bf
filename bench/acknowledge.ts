import { create, toBinary } from "@bufbuild/protobuf";
import type { Document } from "mongodb";
import type { Connection } from "mongoose";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { AcknowledgeRequestSchema } from "#gen/countersign/acknowledgement/v1/my_acknowledgement_requests_pb.ts";
import { type Benchmark, IN_FLIGHT } from "./benchmark.ts";
import { pendingOf, publishPolicy, startFixture } from "./fixture.ts";
import { startLimit } from "./limits/limit-process.ts";
import { LoadProcess } from "./load-process.ts";

const PEOPLE = 600;
const PER_ROUND = 5;

/** Acknowledge through the gateway against the same change as one plain transaction per call on the native driver. */
export const acknowledge: Benchmark = {
  name: "Acknowledge",
  run: async ({ mode, mongo, mongodbUri, rounds, report }) => {
    const fixture = await startFixture(mode, mongo, PEOPLE);
    const { platform, story } = fixture;
    const policies = PER_ROUND * (rounds + 1);
    for (let i = 0; i < policies; i++) await publishPolicy(story, `Policy ${i}`);
    await platform.settle();
    report(`opening ${PEOPLE * policies} obligations`);
    const opened = await openAll(fixture);
    await platform.settle();
    const database = mongo.useDb(`${platform.env.DATABASE_PREFIX}_acknowledgement`);
    const sample = await signedSample(fixture, database, opened.pop());
    const limit = await startLimit(mongodbUri, database.name);
    await copyWithIndexes(database);
    const load = new LoadProcess();
    const ours: number[] = [];
    const theirs: number[] = [];
    try {
      const size = Math.floor(opened.length / (rounds + 1));
      for (let round = -1; round < rounds; round++) {
        const batch = opened.slice((round + 1) * size, (round + 2) * size);
        const beforeMs = await platform.cpuMs();
        const mine = await load.run({
          url: `${platform.url}/countersign.acknowledgement.v1.AcknowledgementService/Acknowledge`,
          headers: { "content-type": "application/proto", "connect-protocol-version": "1" },
          requests: batch.map(({ token, ...opened }) => ({ token, body: signatureOf(opened) })),
          inFlight: IN_FLIGHT,
        });
        const answeredMs = await platform.cpuMs();
        const startedMs = performance.now();
        await platform.settle();
        const followedMs = await platform.cpuMs();
        const followedS = (performance.now() - startedMs) / 1000;
        const plain = await load.run({
          url: `${limit.url}/acknowledge`,
          headers: { "content-type": "application/json" },
          requests: batch.map(({ id, revision }) => ({
            token: "",
            body: JSON.stringify({ id, revision, ...sample }),
          })),
          inFlight: IN_FLIGHT,
        });
        report(
          `round ${round + 1}: ${Math.round(mine.requests / mine.seconds)}/s, p50 ${mine.p50.toFixed(1)} ms, p99 ${mine.p99.toFixed(1)} ms; limit ${Math.round(plain.requests / plain.seconds)}/s`,
        );
        report(
          `  processor time a signature: ${((answeredMs - beforeMs) / mine.requests).toFixed(2)} ms to the answer, ${((followedMs - answeredMs) / mine.requests).toFixed(2)} ms after it; all followed up ${followedS.toFixed(1)} s later`,
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
      { name: "Acknowledge", mode, ours, limit: theirs, aim: 2, against: "one plain transaction per call" },
    ];
  },
};

interface Opened {
  readonly id: string;
  readonly token: string;
  readonly contentSha256: string;
  readonly revision: number;
}

/** The request of a signature as a browser sends it, in binary: with texts this short every byte is ASCII. */
function signatureOf({ id, contentSha256 }: Pick<Opened, "id" | "contentSha256">): string {
  const request = create(AcknowledgeRequestSchema, { acknowledgementId: id, contentSha256, typedName: "P" });
  return Buffer.from(toBinary(AcknowledgeRequestSchema, request)).toString("latin1");
}

/** Opens every obligation of everyone; interleaved so that a round's requests come from all people. */
async function openAll(fixture: Awaited<ReturnType<typeof startFixture>>): Promise<Opened[]> {
  const lists = await inTurns(fixture.people, 16, async ({ token }) => {
    const client = fixture.platform.client(AcknowledgementService, async () => token);
    const opened: Opened[] = [];
    for (const acknowledgementId of await pendingOf(fixture, token)) {
      const { contentSha256, acknowledgement } = await client.openAcknowledgement({ acknowledgementId });
      opened.push({
        id: acknowledgementId,
        token,
        contentSha256,
        revision: Number(acknowledgement?.revision ?? 0),
      });
    }
    return opened;
  });
  const most = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: most }, (_, i) => lists.flatMap((list) => list[i] ?? [])).flat();
}

/** Signs one obligation and reads what that wrote, so that the limit writes the same fields, entry and event. */
async function signedSample(
  fixture: Awaited<ReturnType<typeof startFixture>>,
  database: Connection,
  one: Opened | undefined,
): Promise<Document> {
  if (!one) throw new Error("nothing was opened");
  const client = fixture.platform.client(AcknowledgementService, async () => one.token);
  await client.acknowledge({ acknowledgementId: one.id, contentSha256: one.contentSha256, typedName: "P" });
  const byId = { _id: one.id } as Document;
  const row = await database.collection<Document>("obligations").findOne(byId);
  const event = await database.collection<Document>("outbox").findOne({ subject: one.id, type: /Signed$/ });
  if (!row || !event) throw new Error("the signature left no trace");
  const { status, evidence, receipt, receiptKeyId, signTime, renewalDueTime } = row;
  const { _id, ...rest } = event;
  return {
    set: { status, evidence, receipt, receiptKeyId, signTime, renewalDueTime },
    entry: row.history.at(-1),
    event: rest,
  };
}

/** The limit works on copies of the same documents under the same indexes. */
async function copyWithIndexes(database: {
  collection: (name: string) => {
    aggregate: (stages: Document[]) => { toArray: () => Promise<unknown> };
    indexes: () => Promise<Document[]>;
    createIndexes: (indexes: never[]) => Promise<unknown>;
  };
}): Promise<void> {
  const source = database.collection("obligations");
  await source.aggregate([{ $out: "limit_obligations" }]).toArray();
  const indexes = (await source.indexes()).filter((index) => index.name !== "_id_");
  await database
    .collection("limit_obligations")
    .createIndexes(indexes.map(({ v: _version, ...index }) => index) as never[]);
}

/** Runs work over items, a few at once, keeping their order. */
async function inTurns<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let i = next++; i < items.length; i = next++) {
        const item = items[i];
        if (item !== undefined) results[i] = await work(item);
      }
    }),
  );
  return results;
}
