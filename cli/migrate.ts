import { migrateService } from "../runtime/platform/run-service.ts";
import { MODULES } from "../services/modules.ts";
import { withDatabases } from "./databases.ts";

/** `countersign migrate`: brings every service's database up to date. Safe to run beside a running platform. */
export function migrate(): Promise<void> {
  return withDatabases(async (databases) => {
    for (const module of MODULES) {
      const { applied, collections } = await migrateService(
        module,
        databases.of(module.name),
        databases.secrets,
      );
      const done = applied.length > 0 ? applied.join(", ") : "nothing was due";
      process.stdout.write(`${module.name.padEnd(16)} ${collections} collections, migrations: ${done}\n`);
    }
  });
}
