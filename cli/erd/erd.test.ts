import { readFile } from "node:fs/promises";
import { describe, expect, test } from "@jest/globals";
import type { IndexOptions, SchemaDefinition } from "mongoose";
import { defineModel, defineSchema } from "../../runtime/mongo/model.ts";
import { MODULES } from "../../services/modules.ts";
import { drawModels } from "./command.ts";
import { toDot } from "./dot.ts";
import { type Entity, entityOf } from "./entity.ts";
import { toPng, toSvg } from "./render.ts";
import { unconnectedDatabase } from "./unconnected-database.ts";

const PNG_SIGNATURE = "89504e470d0a1a0a";
const committed = (name: string) => readFile(new URL(`../../docs/img/${name}`, import.meta.url));

function modelOf(definition: SchemaDefinition, indexes: readonly [Record<string, 1>, IndexOptions][] = []) {
  const schema = defineSchema<Record<string, unknown>>("things", definition);
  for (const [keys, options] of indexes) schema.index(keys, options);
  return defineModel(unconnectedDatabase(), "Thing", schema);
}

const entity = (service: string, model: string, ref?: string): Entity => ({
  service,
  model,
  collection: `${model.toLowerCase()}s`,
  uniqueTogether: [],
  fields: ["_id", ...(ref ? ["otherId"] : [])].map((path) => ({
    path,
    depth: 0,
    type: "string",
    optional: false,
    unique: path === "_id",
    indexed: false,
    ...(ref && path !== "_id" ? { ref } : {}),
  })),
});

describe("the committed diagram", () => {
  test("shows the models as they are: run `countersign erd` and commit when this fails", async () => {
    expect((await committed("erd.svg")).toString() === (await drawModels(MODULES))).toBe(true);
  });

  test("names every collection of every service", async () => {
    const svg = (await committed("erd.svg")).toString();
    for (const module of MODULES) {
      for (const model of module.models(unconnectedDatabase()))
        expect(svg).toContain(`>${model.collection.name}</text>`);
    }
  });

  test("comes as a picture too", async () => {
    const png = await committed("erd.png");
    expect(png.subarray(0, 8).toString("hex")).toBe(PNG_SIGNATURE);
    expect(png.readUInt32BE(16)).toBeGreaterThan(2_000);
  });
});

describe("an entity", () => {
  test("has fields, embedded ones too, with their types and references", () => {
    const thing = entityOf(
      "policy",
      modelOf({
        _id: { type: String, required: true },
        tags: [String],
        ownerIds: [{ type: String, ref: "identity.User" }],
        review: { round: { type: Number, required: true }, userId: { type: String, ref: "identity.User" } },
        steps: [{ _id: false, policyId: { type: String, ref: "policy.Policy" }, at: Date }],
      }),
    );
    const rows = thing.fields.map(
      ({ path, depth, type, ref }) => `${depth} ${path} ${type}${ref ? ` ${ref}` : ""}`,
    );
    expect(rows).toEqual([
      "0 _id string",
      "0 tags string[]",
      "0 ownerIds string[] identity.User",
      "0 review object",
      "1 review.round number",
      "1 review.userId string identity.User",
      "0 steps object[]",
      "1 steps.policyId string policy.Policy",
      "1 steps.at time",
    ]);
  });

  test("says which fields are unique, alone or together, and which are indexed", () => {
    const text = { type: String };
    const thing = entityOf(
      "policy",
      modelOf({ customerId: text, key: text, slug: text, time: text, note: text }, [
        [{ customerId: 1, key: 1 }, { unique: true }],
        [{ slug: 1 }, { unique: true }],
        [{ time: 1 }, {}],
      ]),
    );
    const having = (mark: "unique" | "indexed") =>
      thing.fields.filter((field) => field[mark] && field.path !== "_id").map((field) => field.path);
    expect(having("unique")).toEqual(["customerId", "key", "slug"]);
    expect(having("indexed")).toEqual(["customerId", "key", "slug", "time"]);
    expect(thing.uniqueTogether).toEqual([["customerId", "key"]]);
  });
});

describe("a diagram", () => {
  test("is the same whatever the order of the models of a service", () => {
    const models = [entity("policy", "Policy"), entity("policy", "Version", "policy.Policy")];
    const drawn = (entities: readonly Entity[]) => toDot({ entities, everywhere: [] });
    expect(drawn(models.toReversed())).toBe(drawn(models));
  });

  test("refuses a reference to a model that doesn't exist", () => {
    const entities = [entity("policy", "Version", "policy.Polciy")];
    expect(() => toDot({ entities, everywhere: [] })).toThrow("policy.Polciy, which is no model");
  });

  test("has visible text in the picture, with no font of the machine", async () => {
    const withText = await toSvg('digraph { a [label="Countersign", fontname=Arial] }');
    const without = await toSvg('digraph { a [label="", width=1.6, height=0.5] }');
    const darkBytes = async (svg: string) => (await toPng(svg)).length;
    expect(await darkBytes(withText)).toBeGreaterThan((await darkBytes(without)) * 1.2);
  });
});
