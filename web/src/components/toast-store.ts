import type { ReactNode } from "react";

/** A short message at the edge of the screen. */
export interface Toast {
  readonly text: string;
  readonly tone?: "info" | "success" | "problem";
  /** Where it leads. */
  readonly href?: string;
  /** Offers to take back what happened. */
  readonly undo?: () => void;
  /** How long it stays, in ms; problems stay until they are closed. */
  readonly stayMs?: number;
  readonly icon?: ReactNode;
}

/** A toast that is shown. */
export interface ShownToast extends Toast {
  readonly id: number;
}

const MOST = 4;
let shown: readonly ShownToast[] = [];
let next = 1;
const listeners = new Set<() => void>();

function show(toasts: readonly ShownToast[]): void {
  shown = toasts;
  for (const listener of listeners) listener();
}

/** Shows a toast; the result takes it away. */
export function toast(what: Toast): () => void {
  const id = next++;
  show([...shown, { ...what, id }].slice(-MOST));
  return () => closeToast(id);
}

/** Takes a toast away. */
export const closeToast = (id: number): void => show(shown.filter((one) => one.id !== id));

/** Says that something worked. */
export const toastDone = (text: string): void => void toast({ text, tone: "success" });

/** Says that something went wrong. */
export const toastProblem = (text: string): void => void toast({ text, tone: "problem" });

/** What is shown now, for useSyncExternalStore. */
export const shownToasts = (): readonly ShownToast[] => shown;

/** Calls back whenever that changes. */
export function watchToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
