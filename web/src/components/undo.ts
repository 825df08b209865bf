import { failureText } from "../app/failure.ts";
import { toast, toastProblem } from "./toast-store.ts";

const UNDO_MS = 6_000;
const due = new Set<() => void>();

// What was asked for is done when the page is left before the time to undo is over.
addEventListener("pagehide", () => {
  for (const now of due) now();
});

/** Something destructive that can be taken back for a few seconds. */
export interface Undoable {
  /** What happened, such as "Group deleted". */
  readonly text: string;
  /** Shows it as done already: hide the row. */
  readonly apply: () => void;
  /** Shows it as it was: after an undo, or when the server refuses. */
  readonly rollback: () => void;
  /** Does it. */
  readonly commit: () => Promise<unknown>;
}

/** Does something at once for the eye, and for good when the time to undo is over. */
export function undoable({ text, apply, rollback, commit }: Undoable): void {
  apply();
  const finish = (): void => {
    if (!due.delete(finish)) return;
    clearTimeout(timer);
    close();
    commit().catch((error: unknown) => {
      rollback();
      toastProblem(failureText(error));
    });
  };
  const timer = setTimeout(finish, UNDO_MS);
  due.add(finish);
  const close = toast({
    text,
    stayMs: UNDO_MS,
    undo: () => {
      due.delete(finish);
      clearTimeout(timer);
      rollback();
    },
  });
}
