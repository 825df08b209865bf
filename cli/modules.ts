import { createConnection } from "mongoose";
import { MODULES } from "../services/modules.ts";

/** `countersign modules`: what there is, from the modules themselves. */
export function listModules(options: { readonly json?: boolean }): void {
  const database = createConnection();
  const described = MODULES.map((module) => ({
    name: module.name,
    service: module.service.typeName,
    rpcs: module.service.methods.map((method) => method.name),
    collections: module.models(database).map((model) => model.collection.name),
    migrations: module.migrations.map((migration) => migration.id),
  }));
  if (options.json) {
    process.stdout.write(`${JSON.stringify(described, undefined, 2)}\n`);
    return;
  }
  for (const module of described) {
    process.stdout.write(`${module.name}  ${module.service}\n`);
    process.stdout.write(`  RPCs         ${module.rpcs.join(" ")}\n`);
    process.stdout.write(`  collections  ${module.collections.join(" ")}\n`);
  }
  process.stdout.write("gateway  Connect, gRPC-Web, health, metrics\n");
}
