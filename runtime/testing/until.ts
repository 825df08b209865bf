/** Waits until a condition holds, looking every few milliseconds. Throws when it does not within `mostMs` (default 10 s). */
export async function until(condition: () => boolean | Promise<boolean>, mostMs = 10_000): Promise<void> {
  const endsMs = performance.now() + mostMs;
  while (!(await condition())) {
    if (performance.now() > endsMs) throw new Error(`the condition did not hold within ${mostMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
