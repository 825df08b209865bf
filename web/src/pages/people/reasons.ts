import { useCallback } from "react";
import { detailOf, failureText } from "../../app/failure.ts";
import { useTexts } from "../../app/texts.ts";

/** What went wrong with people and groups, in words: reasons that only this area meets stand in its own catalog. */
export function useProblemText(): (error: unknown) => string {
  const t = useTexts("people");
  return useCallback(
    (error) => {
      const detail = detailOf(error);
      if (!detail) return failureText(error);
      const key = `reason.${detail.reason}`;
      const text = t(key, detail.metadata);
      return text === key ? failureText(error) : text;
    },
    [t],
  );
}

/** That of an action; undefined when nothing went wrong, or every fault stands at its field. */
export function useProblem({
  error,
  problem,
}: {
  readonly error: unknown;
  readonly problem: string | undefined;
}): string | undefined {
  const textOf = useProblemText();
  return problem === undefined ? undefined : textOf(error);
}
