const DAY_MS = 86_400_000;

/** PUBLISHED: can be verified with, doesn't sign yet. ACTIVE: signs. RETIRED: its last tokens still verify. */
export type KeyState = "PUBLISHED" | "ACTIVE" | "RETIRED";

/** A signing key's life so far. */
export interface KeyLife {
  readonly _id: string;
  readonly state: KeyState;
  readonly createTime: Date;
  readonly activateTime?: Date | undefined;
  readonly retireTime?: Date | undefined;
}

/** How long a key signs. */
export const SIGNS_MS = 30 * DAY_MS;
/** How long a key is published before it signs; longer than anyone keeps a key set. */
export const PUBLISHED_AHEAD_MS = DAY_MS;
/** How long a key verifies after it signed last; longer than an access token lives. */
export const VERIFIES_AFTER_MS = DAY_MS;

/** What is to be done with the keys. */
export type RotationStep =
  | { readonly kind: "publish" }
  | { readonly kind: "activate"; readonly next: string; readonly retire: string }
  | { readonly kind: "remove"; readonly key: string };

/** The steps that are due at `now`: at most one of each kind but `remove`. There is one ACTIVE key, at any time. */
export function rotationSteps(keys: readonly KeyLife[], now: Date): RotationStep[] {
  const agedMs = (since: Date | undefined): number => now.getTime() - (since ?? now).getTime();
  const active = keys.find((key) => key.state === "ACTIVE");
  const published = keys.find((key) => key.state === "PUBLISHED");
  const steps: RotationStep[] = keys
    .filter((key) => key.state === "RETIRED" && agedMs(key.retireTime) >= VERIFIES_AFTER_MS)
    .map((key) => ({ kind: "remove", key: key._id }));
  if (!active) return steps;
  if (!published && agedMs(active.activateTime) >= SIGNS_MS - PUBLISHED_AHEAD_MS)
    steps.push({ kind: "publish" });
  if (published && agedMs(published.createTime) >= PUBLISHED_AHEAD_MS)
    steps.push({ kind: "activate", next: published._id, retire: active._id });
  return steps;
}
