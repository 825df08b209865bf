import { type Action, useAction } from "../../../app/action.ts";
import { detailOf } from "../../../app/failure.ts";
import { useTexts } from "../../../app/texts.ts";

/** As useAction, with this area's words for what policies refuse. */
export function usePolicyAction<Args extends readonly unknown[], Result>(
  act: (...args: Args) => Promise<Result>,
): Action<Args, Result> {
  const t = useTexts("policies");
  const action = useAction(act);
  const detail = action.error === undefined ? undefined : detailOf(action.error);
  const key = `reason.${detail?.reason ?? ""}`;
  const words = detail ? t(key, detail.metadata) : key;
  return words === key ? action : { ...action, problem: words };
}
