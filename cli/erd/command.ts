import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ConfigError } from "../../runtime/config/settings.ts";
import { modelsOf } from "../../runtime/platform/run-service.ts";
import type { ServiceModule } from "../../runtime/service.ts";
import { MODULES } from "../../services/modules.ts";
import { type Diagram, toDot } from "./dot.ts";
import { entityOf } from "./entity.ts";
import { toPng, toSvg } from "./render.ts";
import { unconnectedDatabase } from "./unconnected-database.ts";

/** Where the pictures are, and whether they are only to be compared. */
export interface ErdOptions {
  readonly out: string;
  readonly check?: boolean;
}

/**
 * `countersign erd`: draws the models of all services to `erd.svg` and `erd.png`. With `check` it only compares: throws
 * ConfigError when the files are missing or tell of other models.
 */
export async function erdCommand({ out, check }: ErdOptions): Promise<void> {
  const files = { svg: join(out, "erd.svg"), png: join(out, "erd.png") };
  const svg = await drawModels(MODULES);
  if (check) {
    const [committed, png] = await Promise.all([readOrNothing(files.svg), readOrNothing(files.png)]);
    if (committed?.toString() !== svg || png === undefined)
      throw new ConfigError(
        `${files.svg} is not what the models say now. Run \`countersign erd\` and commit the pictures.`,
      );
    process.stdout.write(`${files.svg} is current\n`);
    return;
  }
  await mkdir(out, { recursive: true });
  await writeFile(files.svg, svg);
  await writeFile(files.png, await toPng(svg));
  process.stdout.write(`${files.svg}\n${files.png}\n`);
}

/** The diagram of some services' models as SVG, from the schemas alone; no database is needed. */
export const drawModels = (modules: readonly ServiceModule[]): Promise<string> =>
  toSvg(toDot(diagramOf(modules)));

function diagramOf(modules: readonly ServiceModule[]): Diagram {
  const databases = modules.map((module) => {
    const database = unconnectedDatabase();
    return { module, own: module.models(database), all: modelsOf(module, database) };
  });
  const [first] = databases;
  return {
    entities: databases.flatMap(({ module, own }) => own.map((model) => entityOf(module.name, model))),
    everywhere: (first?.all.slice(first.own.length) ?? []).map((model) => entityOf("runtime", model)),
  };
}

async function readOrNothing(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
