import type { Entity } from "./entity.ts";

/** Rows of text that one column of the picture should hold; gives about the shape of a screen. */
const ROWS_PER_COLUMN = 84;
/** The part of a column for which no further one is begun. */
const TOO_LITTLE = 0.2;
/** What a table takes beside its fields: head, foot, gap. */
const ROWS_AROUND = 3;
/** What a service's frame takes: title and margins. */
const ROWS_OF_FRAME = 5;

/** Columns side by side, and how many rows are taken in them. */
interface Band {
  readonly start: number;
  readonly width: number;
  filled: number;
}

/**
 * Says in which column of the picture each entity stands, from 0: services go side by side, small ones below others
 * where there is room, large ones over several columns; within a service what is referred to comes first.
 */
export function columnsOf(entities: readonly Entity[]): ReadonlyMap<Entity, number> {
  const columns = new Map<Entity, number>();
  const bands: Band[] = [];
  for (const service of new Set(entities.map((entity) => entity.service))) {
    const own = entities.filter((entity) => entity.service === service);
    const rows = own.reduce((sum, entity) => sum + heightOf(entity), 0);
    const band =
      bands.find(({ width, filled }) => filled + rows / width <= ROWS_PER_COLUMN) ?? newBand(bands, rows);
    for (const [entity, column] of spread(own, band.width)) columns.set(entity, band.start + column);
    band.filled += rows / band.width + ROWS_OF_FRAME;
  }
  return columns;
}

function newBand(bands: Band[], rows: number): Band {
  const before = bands.at(-1);
  const band = {
    start: before ? before.start + before.width : 0,
    width: Math.max(1, Math.ceil(rows / ROWS_PER_COLUMN - TOO_LITTLE)),
    filled: 0,
  };
  bands.push(band);
  return band;
}

const heightOf = (entity: Entity): number =>
  entity.fields.length + entity.uniqueTogether.length + ROWS_AROUND;

/** Fills columns one after the other, each to about the same height. */
function spread(entities: readonly Entity[], width: number): [Entity, number][] {
  const share = entities.reduce((sum, entity) => sum + heightOf(entity), 0) / width;
  let above = 0;
  return referredFirst(entities).map((entity) => {
    const middle = above + heightOf(entity) / 2;
    above += heightOf(entity);
    return [entity, Math.min(Math.floor(middle / share), width - 1)];
  });
}

/** By how long a chain of references within the service leads on from an entity, then by name. */
function referredFirst(entities: readonly Entity[]): Entity[] {
  const byKey = new Map(entities.map((entity) => [`${entity.service}.${entity.model}`, entity]));
  const depthOf = (entity: Entity, seen: readonly Entity[]): number => {
    const targets = entity.fields.flatMap((field) => byKey.get(field.ref ?? "") ?? []);
    const next = targets.filter((target) => target !== entity && !seen.includes(target));
    return Math.max(0, ...next.map((target) => 1 + depthOf(target, [...seen, entity])));
  };
  const depths = new Map(entities.map((entity) => [entity, depthOf(entity, [])]));
  return entities.toSorted(
    (a, b) => (depths.get(a) ?? 0) - (depths.get(b) ?? 0) || (a.collection < b.collection ? -1 : 1),
  );
}
