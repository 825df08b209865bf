import { type Connection, type Model, Schema, type SchemaDefinition } from "mongoose";

/**
 * A schema for documents of type T in a collection. No version key and no virtuals: documents are read lean and
 * written by conditional changes. `ref: "<service>.<Model>"` on a field draws an arrow in the diagram (`countersign erd`).
 */
export function defineSchema<T>(collection: string, definition: SchemaDefinition): Schema<T> {
  return new Schema<T>(definition as never, { collection, versionKey: false, id: false, minimize: false });
}

/** The model of a schema in a service's database; the same one on every call. */
export function defineModel<T>(database: Connection, name: string, schema: Schema<T>): Model<T> {
  const known = database.models[name];
  return (known ?? database.model(name, schema as Schema)) as unknown as Model<T>;
}
