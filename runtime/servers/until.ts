import { setTimeout as delay } from "node:timers/promises";

/**
 * Asks `probe` again and again until it gives something other than `undefined`.
 * @param everyMs pause between two questions, in milliseconds
 * @throws what `probe` throws, and the signal's reason once it is aborted
 */
export async function until<T>(
  probe: () => Promise<T | undefined> | T | undefined,
  everyMs: number,
  signal?: AbortSignal,
): Promise<T> {
  for (;;) {
    signal?.throwIfAborted();
    const answer = await probe();
    if (answer !== undefined) return answer;
    await delay(everyMs);
  }
}
