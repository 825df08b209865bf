import { useEffect, useEffectEvent } from "react";

/** What follows from a change of an employee comes within moments: when to look again, in ms. */
const LOOKS_MS = [1_500, 4_000, 10_000];

/** Reads again a few times after the calling component is first shown, and after each change of `etag`. */
export function useSettling(etag: string, read: () => void): void {
  const again = useEffectEvent(read);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change begins it anew
  useEffect(() => {
    const timers = LOOKS_MS.map((ms) => setTimeout(() => again(), ms));
    return () => {
      for (const timer of timers) clearTimeout(timer);
    };
  }, [etag]);
}
