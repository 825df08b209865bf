import { useCallback, useRef, useState } from "react";

/** What a form edits: the saved thing until something is changed, then one's own copy of it. */
export interface Draft<T> {
  readonly value: T;
  /** Changes some of it. */
  readonly set: (changes: Partial<T>) => void;
  readonly dirty: boolean;
  /** The etag of what the changes began with. */
  readonly etag: string;
  /** Forgets the changes: what is saved stands again. */
  readonly reset: () => void;
}

/**
 * Keeps changes apart from what is saved. What others save meanwhile is shown while there are no changes of one's own;
 * with changes, saving sends the etag that they began with, so that the server notices. `T` holds plain values.
 */
export function useDraft<T extends object>(saved: T, etag: string): Draft<T> {
  const [draft, setDraft] = useState<{ value: T; etag: string } | undefined>(undefined);
  const latest = useRef({ saved, etag });
  latest.current = { saved, etag };
  const set = useCallback(
    (changes: Partial<T>) =>
      setDraft((before) => {
        const base = before ?? { value: latest.current.saved, etag: latest.current.etag };
        return { ...base, value: { ...base.value, ...changes } };
      }),
    [],
  );
  const reset = useCallback(() => setDraft(undefined), []);
  const dirty = draft !== undefined && JSON.stringify(draft.value) !== JSON.stringify(saved);
  return { value: draft?.value ?? saved, set, dirty, etag: draft?.etag ?? etag, reset };
}
