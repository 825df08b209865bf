import { createServer } from "node:http";
import { type Document, MongoClient } from "mongodb";

/**
 * What the machine gives without us: plain node:http and the native driver, in a process of its own.
 * Arguments: MongoDB URI, database. `/list` reads a page as ListMyAcknowledgements does; `/acknowledge` makes the same
 * change as Acknowledge as one plain transaction: the obligation by id and revision, and an outbox row.
 */
const [uri = "", databaseName = ""] = process.argv.slice(2);
const client = await MongoClient.connect(uri, {
  maxPoolSize: 64,
  writeConcern: { w: "majority", journal: true },
});
const database = client.db(databaseName);
const obligations = database.collection<Document & { _id: string }>("obligations");
const copies = database.collection<Document & { _id: string }>("limit_obligations");
const outbox = database.collection<Document & { _id: string }>("limit_outbox");
let events = 0;

const work: Readonly<Record<string, (request: Document) => Promise<unknown>>> = {
  "/list": ({ customerId, employeeId }) =>
    obligations
      .find(
        { customerId, employeeId, status: { $in: ["ACKNOWLEDGED", "PENDING"] } },
        { projection: { history: 0, evidence: 0, receipt: 0, chase: 0, scope: 0 } },
      )
      .sort({ dueTime: 1, _id: 1 })
      .limit(20)
      .toArray(),
  "/acknowledge": ({ id, revision, set, entry, event }) =>
    client.withSession((session) =>
      session.withTransaction(
        async () => {
          const update = {
            $set: set as Document,
            $push: { history: entry as never },
            $inc: { revision: 1 },
            $unset: { nextStepTime: 1 as const },
          };
          const { matchedCount } = await copies.updateOne({ _id: id, revision }, update, { session });
          if (matchedCount !== 1) throw new Error("stale");
          await outbox.insertOne({ _id: `evt_${process.pid}_${events++}`, ...event }, { session });
        },
        { writeConcern: { w: "majority", j: true } },
      ),
    ),
};

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const run = work[request.url ?? ""];
    Promise.resolve(run?.(JSON.parse(Buffer.concat(chunks).toString())))
      .then((result) => JSON.stringify(result ?? {}))
      .then(
        (body) =>
          response
            .writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) })
            .end(body),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.(typeof address === "object" && address ? address.port : 0);
});
