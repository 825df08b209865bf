import type { Connection } from "mongoose";
import { type Config, readConfig } from "../runtime/config/config.ts";
import { connectMongo, serviceDatabase } from "../runtime/mongo/connect.ts";
import { openSecrets } from "../runtime/secrets/key-file.ts";
import type { Secrets } from "../runtime/secrets/secrets.ts";
import type { ServiceName } from "../runtime/service.ts";
import { joinServers } from "./servers.ts";

/** MongoDB for a command that works on the databases themselves. */
export interface Databases {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly of: (service: ServiceName) => Connection;
}

/** Opens MongoDB (a private one from DATA_DIR if the environment names none), runs the work, and closes it again. */
export async function withDatabases(work: (databases: Databases) => Promise<void>): Promise<void> {
  const { config, servers } = await joinServers(readConfig(process.env, process.cwd()));
  try {
    const options = { uri: config.mongodbUri, databasePrefix: config.databasePrefix };
    const connection = await connectMongo(options);
    try {
      const secrets = openSecrets(config);
      await work({ config, secrets, of: (service) => serviceDatabase(connection, options, service) });
    } finally {
      await connection.close();
    }
  } finally {
    await servers.stop();
  }
}
