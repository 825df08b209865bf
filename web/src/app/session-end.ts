type Listener = () => void;

const listeners = new Set<Listener>();

/** Calls `listener` whenever the session turns out to be over; the result ends that. */
export function onSessionEnd(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Tells everybody that the session is over. */
export function sessionEnded(): void {
  for (const listener of listeners) listener();
}
