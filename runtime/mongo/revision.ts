import type { Model } from "mongoose";
import { etagMismatch } from "../errors.ts";
import { type Change, type RevisionKey, updateOne } from "./change.ts";

/** Every mutable document counts its changes; the etag on the wire is this number, opaque to clients. */
export type Revisioned = RevisionKey;

/** The etag of a revision. */
export const etagOf = (document: { readonly revision: number }): string => `r${document.revision}`;

/** Throws ETAG_MISMATCH when the caller sent an etag (non-empty) that is not the document's. */
export function checkEtag(
  resource: string,
  document: { readonly _id: string; readonly revision: number },
  etag: string,
): void {
  if (etag !== "" && etag !== etagOf(document)) throw etagMismatch(resource, document._id);
}

/** An update operator document; `$inc` beyond `revision` is allowed. */
export interface UpdateOperators {
  readonly $set?: object;
  readonly $unset?: object;
  readonly $push?: object;
  readonly $pull?: object;
  readonly $addToSet?: object;
  readonly $inc?: object;
}

/**
 * Updates a document only if it still has the revision that the decision was based on, and counts up.
 * When it has not, the unit fails as stale and the handler decides again on what is there now.
 */
// biome-ignore lint/suspicious/noExplicitAny: mongoose's Model is invariant in its document type
export function revise(model: Model<any>, document: Revisioned, update: UpdateOperators): Change {
  const { _id, customerId, revision } = document;
  const revises = { _id, customerId, revision };
  return { ...updateOne(model, revises, { ...update, $inc: { ...update.$inc, revision: 1 } }), revises };
}
