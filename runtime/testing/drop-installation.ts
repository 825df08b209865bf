import { connectBus } from "../events/streams.ts";
import { connectMongo } from "../mongo/connect.ts";

/** Removes what a test's installation left on the run's servers: its databases and its streams. */
export async function dropInstallation(databasePrefix: string, natsPrefix: string): Promise<void> {
  const { MONGODB_URI = "", NATS_URL = "" } = process.env;
  if (databasePrefix === "" || natsPrefix === "") throw new Error("a test installation has prefixes");
  const bus = await connectBus({ url: NATS_URL, prefix: natsPrefix, replicas: 1 }, "test-cleaner");
  await bus.manager.streams.delete(bus.stream);
  await bus.manager.streams.delete(bus.deadStream);
  await bus.connection.close();
  const mongo = await connectMongo({ uri: MONGODB_URI, databasePrefix });
  const { databases } = await mongo.getClient().db("admin").admin().listDatabases({ nameOnly: true });
  for (const { name } of databases)
    if (name.startsWith(`${databasePrefix}_`)) await mongo.useDb(name).dropDatabase();
  await mongo.close();
}
