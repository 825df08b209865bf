import type { AnyClientBulkWriteModel, Document } from "mongodb";
import type { Change, RevisionKey } from "./change.ts";

type WriteModel = AnyClientBulkWriteModel<Document>;

/** What one transaction runs for its changes, in their order, and how many documents it matches if all of them hold. */
export interface Batch {
  readonly models: readonly WriteModel[];
  readonly matched: number;
}

/** Fewer revisions than this are cheaper checked one by one. */
const FEW = 4;

interface Revision {
  /** Of the change among all. */
  readonly index: number;
  readonly from: RevisionKey;
}

/** Revisions of one collection from one number of one customer's. */
interface Alike {
  readonly namespace: string;
  readonly alike: readonly Revision[];
}

/**
 * Lets revisions that start from the same number be checked together, after they were made: each updates its document
 * by id alone, for which MongoDB needs no plan, and one update that changes nothing counts those that are at the next
 * number then. The total is too small if one was elsewhere before; the transaction must be rolled back then.
 * Only in collections where nothing else in the batch can have moved the documents.
 */
export function checkedTogether(changes: readonly Change[]): Batch {
  const models = changes.map(({ model }) => model);
  const counts: WriteModel[] = [];
  let matched = changes.filter(({ expect }) => expect === "one").length;
  for (const { namespace, alike } of revisionsAlone(changes)) {
    if (alike.length < FEW) continue;
    for (const { index, from } of alike) models[index] = byIdAlone(models[index] as WriteModel, from._id);
    counts.push(countRevised(namespace, alike));
    matched += alike.length;
  }
  return { models: [...models, ...counts], matched };
}

/** The revisions in collections where the changes only revise and insert documents, each one once. */
function revisionsAlone(changes: readonly Change[]): Alike[] {
  const collections = Map.groupBy(changes.entries(), ([, { model }]) => model.namespace);
  return [...collections].flatMap(([namespace, entries]) => {
    const ids = new Set(entries.map(([, change]) => idOf(change)));
    if (ids.size < entries.length || ids.has(undefined)) return [];
    const revisions = entries.flatMap(([index, { revises }]) => (revises ? [{ index, from: revises }] : []));
    const groups = Map.groupBy(revisions, ({ from }) => `${from.revision} ${from.customerId}`);
    return [...groups.values()].map((alike) => ({ namespace, alike }));
  });
}

/** The document that a change revises or inserts. */
const idOf = ({ model, revises }: Change): unknown =>
  revises ? revises._id : model.name === "insertOne" ? model.document._id : undefined;

const byIdAlone = (model: WriteModel, id: string): WriteModel =>
  ({ ...model, filter: { _id: id } as Document }) as WriteModel;

/** Matches the documents that are one further than they were revised from; changes nothing. */
function countRevised(namespace: string, alike: readonly Revision[]): WriteModel {
  const [first] = alike as [Revision];
  const { customerId, revision } = first.from;
  const ids = alike.map(({ from }) => from._id);
  const filter = { _id: { $in: ids }, customerId, revision: revision + 1 } as Document;
  return { namespace, name: "updateMany", filter, update: { $max: { revision: 0 } } };
}
