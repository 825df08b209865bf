/** Takes one line of text for the person who waits; no trailing line break. */
export type Report = (line: string) => void;

/**
 * Waits for `work` and reports once a second, so that nothing longer than a second is silent.
 * @param describe gives the line; it is told the whole seconds passed
 * @returns what `work` gives
 * @throws what `work` throws
 */
export async function withProgress<T>(
  work: Promise<T>,
  report: Report,
  describe: (seconds: number) => string,
): Promise<T> {
  let seconds = 0;
  const ticker = setInterval(() => report(describe(++seconds)), 1000);
  try {
    return await work;
  } finally {
    clearInterval(ticker);
  }
}
