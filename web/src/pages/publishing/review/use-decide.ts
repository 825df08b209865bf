import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { failureText } from "../../../app/failure.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useGo } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { toast, toastDone } from "../../../components/toast-store.ts";
import { awaitedPath, nextAfter, useAwaited } from "../queue/awaited.ts";
import { hideDecided, showAgain } from "../queue/decided.ts";
import { forgetComment } from "./kept-comment.ts";

/** A decision that is being sent. */
export interface Decision {
  /** What it is about, as the queue names it. */
  readonly key: string;
  /** Where one can try again when the server refuses. */
  readonly path: string;
  /** Sends it; gives what to say when it worked. */
  readonly send: () => Promise<string>;
}

/**
 * Decides at once for the eye: the matter leaves the queue and the next one opens, while the decision is sent. When it
 * is refused, the matter comes back, with the comment, and a message leads there.
 */
export function useDecide(): (decision: Decision) => void {
  const go = useGo();
  const t = useTexts("publishing");
  const fresh = useFresh();
  const { rows } = useAwaited();
  return ({ key, path, send }) => {
    const next = nextAfter(rows, key);
    hideDecided(key);
    go(next ? awaitedPath(next) : "/approvals");
    document.getElementById("content")?.focus({ preventScroll: true });
    const settle = async (): Promise<void> => {
      try {
        const done = await send();
        forgetComment(key);
        toastDone(done);
      } catch (error) {
        showAgain(key);
        toast({ tone: "problem", text: failureText(error, t), href: path });
      }
      await fresh(PolicyService);
    };
    void settle();
  };
}
