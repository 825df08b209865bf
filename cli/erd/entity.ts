import type { Schema, SchemaType } from "mongoose";
import type { AnyModel } from "../../runtime/platform/run-service.ts";

/** One row of an entity: a field, or a field inside an embedded object. */
export interface Field {
  /** The full path, such as `policies.policyId`. */
  readonly path: string;
  /** How deep it is embedded; 0 for a field of the document itself. */
  readonly depth: number;
  /** The type in short, such as `string`, `time` or `object[]`. */
  readonly type: string;
  readonly optional: boolean;
  /** Part of a unique index. */
  readonly unique: boolean;
  /** Part of an index. */
  readonly indexed: boolean;
  /** `service.Model` that the field's values are ids of. */
  readonly ref?: string;
}

/** A collection as the diagram shows it. */
export interface Entity {
  readonly service: string;
  readonly model: string;
  readonly collection: string;
  readonly fields: readonly Field[];
  /** The fields of each unique index that spans several. */
  readonly uniqueTogether: readonly (readonly string[])[];
}

/** Reads an entity from a model's real schema: its paths, embedded ones too, and its indexes. */
export function entityOf(service: string, model: AnyModel): Entity {
  const indexes = model.schema.indexes().map(([keys, options]) => ({
    fields: Object.keys(keys),
    unique: options.unique === true,
  }));
  const within = (path: string, chosen: typeof indexes): boolean =>
    chosen.some((index) => index.fields.includes(path));
  const uniques = indexes.filter((index) => index.unique);
  return {
    service,
    model: model.modelName,
    collection: model.collection.name,
    fields: fieldsOf(model.schema).map((field) => ({
      ...field,
      unique: field.path === "_id" || within(field.path, uniques),
      indexed: within(field.path, indexes),
    })),
    uniqueTogether: uniques.filter((index) => index.fields.length > 1).map((index) => index.fields),
  };
}

type BareField = Omit<Field, "unique" | "indexed">;

/** The fields of a schema in its own order; embedded ones follow their parent. */
function fieldsOf(schema: Schema, prefix = "", depth = 0): BareField[] {
  const fields: BareField[] = [];
  const parents = new Set<string>();
  schema.eachPath((name, type) => {
    const parts = name.split(".");
    parts.slice(0, -1).forEach((_, i) => {
      const parent = parts.slice(0, i + 1).join(".");
      if (!parents.has(parent))
        fields.push({ path: prefix + parent, depth: depth + i, type: "object", optional: false });
      parents.add(parent);
    });
    fields.push(...fieldsOfPath(prefix + name, depth + parts.length - 1, type));
  });
  return fields;
}

/** A mongoose schema type, with the parts that its public typing leaves out. */
interface ReadableType {
  readonly instance: string;
  readonly options: { readonly ref?: unknown };
  readonly isRequired?: boolean;
  readonly schema?: Schema;
  readonly getEmbeddedSchemaType?: () => ReadableType | undefined;
}

function fieldsOfPath(path: string, depth: number, schemaType: SchemaType): BareField[] {
  const type = schemaType as unknown as ReadableType;
  const item = type.getEmbeddedSchemaType?.();
  const ref = type.options.ref ?? item?.options.ref;
  const field: BareField = {
    path,
    depth,
    type: nameOfType(type, item),
    // mongoose gives arrays an empty default: they are never absent
    optional: path !== "_id" && type.isRequired !== true && type.instance !== "Array",
    ...(typeof ref === "string" ? { ref } : {}),
  };
  const embedded = type.schema ?? item?.schema;
  return embedded ? [field, ...fieldsOf(embedded, `${path}.`, depth + 1)] : [field];
}

const NAMES: Readonly<Record<string, string>> = {
  Buffer: "bytes",
  Date: "time",
  DocumentArrayElement: "object",
  Embedded: "object",
  Mixed: "object",
  SubDocument: "object",
};

function nameOfType(type: ReadableType, item: ReadableType | undefined): string {
  const simple = NAMES[type.instance] ?? type.instance.toLowerCase();
  if (!item) return simple === "array" ? "object[]" : simple;
  const inner = NAMES[item.instance] ?? item.instance.toLowerCase();
  return type.instance === "Map" ? `map of ${inner}` : `${inner}[]`;
}
