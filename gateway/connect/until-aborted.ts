/**
 * The items of a source until a signal aborts: then it throws the signal's reason at once, also when the source does
 * not listen, and closes the source. (`Promise.race` against one promise would keep something for every item.)
 */
export async function* untilAborted<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncIterable<T> {
  let giveUp: ((reason: unknown) => void) | undefined;
  const items = source[Symbol.asyncIterator]();
  // A source that waits for something else can't be closed at once; its own signal tells it.
  const close = (): unknown => items.return?.().catch(() => undefined);
  const abort = (): void => {
    giveUp?.(signal.reason);
    close(); // whoever reads from us may never come back
  };
  signal.addEventListener("abort", abort, { once: true });
  const next = (): Promise<IteratorResult<T>> =>
    new Promise((resolve, reject) => {
      giveUp = reject;
      if (signal.aborted) reject(signal.reason);
      else items.next().then(resolve, reject);
    });
  try {
    for (let item = await next(); !item.done; item = await next()) yield item.value;
  } finally {
    signal.removeEventListener("abort", abort);
    close();
  }
}
