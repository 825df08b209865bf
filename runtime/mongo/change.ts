import type { AnyClientBulkWriteModel, Document } from "mongodb";
import type { Model } from "mongoose";

/** One conditional write. `expect` says how many documents it must touch for the unit to hold. */
export interface Change {
  readonly model: AnyClientBulkWriteModel<Document>;
  /** "one": exactly one document must match. "any": however many match is right. */
  readonly expect: "one" | "any";
  /** What `model` asks of the one document that it updates, whose revision it counts up; see revision.ts. */
  readonly revises?: RevisionKey;
  /** The error to give when nothing matched, or when a unique value was taken. Default: a stale write. */
  readonly orElse?: (() => Error) | undefined;
}

/** A state of a document: the document, its customer, and the number of its changes so far. */
export interface RevisionKey {
  readonly _id: string;
  readonly customerId: string;
  readonly revision: number;
}

/** Thrown when a conditional write matched nothing: what the decision was based on has changed since. */
export class StaleWriteError extends Error {
  constructor(namespace: string) {
    super(`a conditional write on ${namespace} matched nothing`);
    this.name = "StaleWriteError";
  }
}

/** Thrown when an insert hits a unique index and its change names no error of its own. */
export class DuplicateKeyError extends Error {
  readonly namespace: string;
  constructor(namespace: string, cause?: unknown) {
    super(`a document with the same unique key exists in ${namespace}`, { cause });
    this.name = "DuplicateKeyError";
    this.namespace = namespace;
  }
}

/** What a change may add: the error to give instead of a stale write or a duplicate key. */
export interface ChangeOptions {
  readonly orElse?: () => Error;
}

// biome-ignore lint/suspicious/noExplicitAny: mongoose's Model is invariant in its document type
type AnyModel = Model<any>;
type DocumentOf<M> = M extends Model<infer T> ? T : never;

const namespaceOf = (model: AnyModel): string => `${model.db.name}.${model.collection.name}`;

/** Inserts one document; its unique keys must be free. */
export function insert<M extends AnyModel>(
  model: M,
  document: DocumentOf<M>,
  options: ChangeOptions = {},
): Change {
  return {
    model: { namespace: namespaceOf(model), name: "insertOne", document: document as Document },
    expect: "any",
    orElse: options.orElse,
  };
}

/** Inserts many documents, one change each. */
export function insertMany<M extends AnyModel>(model: M, documents: readonly DocumentOf<M>[]): Change[] {
  return documents.map((document) => insert(model, document));
}

/** Updates exactly one document; nothing matched means the decision was stale. */
export function updateOne(
  model: AnyModel,
  filter: Document,
  update: Document,
  options: ChangeOptions = {},
): Change {
  return {
    model: { namespace: namespaceOf(model), name: "updateOne", filter, update },
    expect: "one",
    orElse: options.orElse,
  };
}

/** Updates one document if it is there and matches; fine if not. */
export function updateIfPresent(model: AnyModel, filter: Document, update: Document): Change {
  return { model: { namespace: namespaceOf(model), name: "updateOne", filter, update }, expect: "any" };
}

/** Updates the one document that matches, or inserts it. */
export function upsertOne(model: AnyModel, filter: Document, update: Document): Change {
  return {
    model: { namespace: namespaceOf(model), name: "updateOne", filter, update, upsert: true },
    expect: "any",
  };
}

/** Updates however many documents match. The filter must be served by an index. */
export function updateMany(model: AnyModel, filter: Document, update: Document): Change {
  return { model: { namespace: namespaceOf(model), name: "updateMany", filter, update }, expect: "any" };
}

/** Removes however many documents match. The filter must be served by an index. */
export function removeMany(model: AnyModel, filter: Document): Change {
  return { model: { namespace: namespaceOf(model), name: "deleteMany", filter }, expect: "any" };
}
