/** Items of one turn: few enough that what has come in meanwhile waits a few ms at most. */
const SLICE = 16;

/**
 * Does something with each item, a slice of them in each turn of the event loop. Whoever wakes a crowd at once holds
 * the loop until the last of them has come to its next wait; answers of the database would lie unread until then.
 */
export function inSlices<T>(items: readonly T[], act: (item: T) => void): void {
  for (const item of items.slice(0, SLICE)) act(item);
  if (items.length > SLICE) setImmediate(inSlices, items.slice(SLICE), act);
}
