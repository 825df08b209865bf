import { useCallback, useRef, useState } from "react";
import { failureText, isReason, violationsOf } from "./failure.ts";
import type { Texts } from "./texts.ts";

/** Something that the user does, such as saving a form: whether it runs, and what went wrong. */
export interface Action<Args extends readonly unknown[], Result> {
  /** Does it; undefined when it failed. While it runs, doing it again does nothing. */
  readonly run: (...args: Args) => Promise<Result | undefined>;
  readonly pending: boolean;
  readonly error: unknown;
  /** What went wrong, in words; undefined when nothing did, or every fault stands at its field. */
  readonly problem: string | undefined;
  /** What is wrong with a field, such as `email`. */
  readonly fault: (field: string) => string | undefined;
  /** All faults by field, for useForm's setErrors. */
  readonly faults: Readonly<Record<string, string>>;
  /** Somebody else changed it meanwhile (ETAG_MISMATCH): show EtagConflict. */
  readonly isConflict: boolean;
  readonly clear: () => void;
}

/** Runs what a button or a form does, and keeps what went wrong; `t`: the area's texts, if it has words of its own for that. */
export function useAction<Args extends readonly unknown[], Result>(
  act: (...args: Args) => Promise<Result>,
  t?: Texts,
): Action<Args, Result> {
  const [state, setState] = useState<{ pending: boolean; error: unknown }>({
    pending: false,
    error: undefined,
  });
  const running = useRef(false);
  const latest = useRef(act);
  latest.current = act;
  const run = useCallback(async (...args: Args): Promise<Result | undefined> => {
    if (running.current) return undefined;
    running.current = true;
    setState({ pending: true, error: undefined });
    try {
      const result = await latest.current(...args);
      setState({ pending: false, error: undefined });
      return result;
    } catch (error) {
      setState({ pending: false, error });
      return undefined;
    } finally {
      running.current = false;
    }
  }, []);
  const { error } = state;
  const faults = error === undefined ? {} : violationsOf(error);
  return {
    run,
    ...state,
    problem: error === undefined || Object.keys(faults).length > 0 ? undefined : failureText(error, t),
    fault: (field) => faults[field],
    faults,
    isConflict: error !== undefined && isReason(error, "ETAG_MISMATCH"),
    clear: useCallback(() => setState({ pending: false, error: undefined }), []),
  };
}
