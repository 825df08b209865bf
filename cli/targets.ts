import { ConfigError } from "../runtime/config/settings.ts";
import { SERVICE_NAMES, type ServiceModule } from "../runtime/service.ts";
import { MODULES } from "../services/modules.ts";

/** What one process runs. */
export interface Targets {
  readonly modules: readonly ServiceModule[];
  readonly gateway: boolean;
}

/** The words that `--target` takes. `all` is every service and the gateway. */
export const TARGET_NAMES: readonly string[] = ["all", "gateway", ...SERVICE_NAMES];

/** Reads `--target`: names separated by commas. Throws ConfigError for an unknown one. */
export function readTargets(text: string): Targets {
  const names = new Set(
    text
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== ""),
  );
  const unknown = [...names].find((name) => !TARGET_NAMES.includes(name));
  if (unknown !== undefined || names.size === 0) {
    throw new ConfigError(`--target=${text} is not made of ${TARGET_NAMES.join(", ")}.`);
  }
  const all = names.has("all");
  return {
    modules: MODULES.filter((module) => all || names.has(module.name)),
    gateway: all || names.has("gateway"),
  };
}
