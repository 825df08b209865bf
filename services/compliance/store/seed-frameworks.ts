import { createHash } from "node:crypto";
import type { Connection } from "mongoose";
import type { Migration } from "../../../runtime/mongo/migrate.ts";
import type { ShippedFramework, ShippedRequirement } from "../domain/frameworks/framework.ts";
import { SHIPPED_FRAMEWORKS } from "../domain/frameworks/index.ts";
import { orderKey, searchText, textKey } from "../domain/identifier.ts";
import { PLATFORM } from "../domain/requirement.ts";
import { stableId } from "../domain/stable-id.ts";
import { frameworkModel } from "./framework-model.ts";
import { requirementModel } from "./requirement-model.ts";

/** The id of a shipped framework, the same everywhere. */
export const frameworkIdOf = (key: string): string => stableId("frm", key);

/** The id of a shipped requirement, the same everywhere. */
export const requirementIdOf = (frameworkKey: string, identifier: string): string =>
  stableId("req", `${frameworkKey}/${identifier}`);

/** Writes what the platform ships; again after a crash or a change of it. Customers' own rows are not touched. */
export async function seedFrameworks(
  database: Connection,
  shipped: readonly ShippedFramework[] = SHIPPED_FRAMEWORKS,
): Promise<void> {
  for (const framework of shipped) {
    await requirementModel(database).bulkWrite(
      framework.requirements.map((requirement) => upsertRequirement(framework, requirement)),
    );
    const { key, title, description, requirements } = framework;
    await frameworkModel(database).updateOne(
      { _id: frameworkIdOf(key) },
      {
        $set: {
          key,
          title,
          titleKey: textKey(title),
          description,
          requirementCount: requirements.length,
          updateTime: dayOf(framework.revisedOn),
        },
        $setOnInsert: { createTime: dayOf(framework.shippedOn) },
      },
      { upsert: true },
    );
  }
}

function upsertRequirement(framework: ShippedFramework, [identifier, type, title]: ShippedRequirement) {
  return {
    updateOne: {
      filter: { _id: requirementIdOf(framework.key, identifier) },
      update: {
        $set: {
          customerId: PLATFORM,
          frameworkId: frameworkIdOf(framework.key),
          identifier,
          identifierKey: textKey(identifier),
          orderKey: orderKey(identifier),
          searchText: searchText(identifier, title),
          title,
          description: "",
          type,
          tracked: false,
          deleted: false,
          updateTime: dayOf(framework.revisedOn),
        },
        $setOnInsert: { createTime: dayOf(framework.shippedOn), revision: 1 },
      },
      upsert: true,
    },
  };
}

const dayOf = (isoDay: string): Date => new Date(`${isoDay}T00:00:00Z`);

const contents = createHash("sha256").update(JSON.stringify(SHIPPED_FRAMEWORKS)).digest("hex").slice(0, 12);

/** Brings the shipped frameworks into a database. Its id follows from their contents: a change of them is written by itself. */
export const shippedFrameworks: Migration = {
  id: `frameworks-${contents}`,
  run: (database) => seedFrameworks(database),
};
