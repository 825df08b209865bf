const SLOW_MS = 1_000;
const EVERY_MS = 25;
const AT_MOST_MS = 30_000;

/** What the loading of the demo needs to know of its surroundings. */
export interface Progress {
  /** Aborts when the process is to stop; the loading ends before its next step. */
  readonly signal: AbortSignal;
  /** Says what comes next; shown only once the loading has taken a second. Throws when the process is to stop. */
  readonly step: (line: string) => void;
}

/** Progress that tells its lines to `report` from the second on in which the loading takes long. */
export function createProgress(signal: AbortSignal, report: (line: string) => void): Progress {
  const startedMs = performance.now();
  return {
    signal,
    step: (line) => {
      signal.throwIfAborted();
      if (performance.now() - startedMs > SLOW_MS) report(line);
    },
  };
}

/** Asks again and again until there is an answer; services learn of each other by events, within moments. */
export async function until<T>(
  progress: Progress,
  what: string,
  ask: () => Promise<T | undefined>,
): Promise<T> {
  const endsMs = performance.now() + AT_MOST_MS;
  for (;;) {
    progress.signal.throwIfAborted();
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > endsMs) throw new Error(`waited ${AT_MOST_MS / 1000} s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}

/** Does something for each, a few at a time. Throws the first failure once nothing is under way any more. */
export async function eachOf<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, worker));
  const failed = ended.find((one) => one.status === "rejected");
  if (failed) throw failed.reason;
}
