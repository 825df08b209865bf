import { lazy, Suspense } from "react";
import type { Audience, AudienceCondition } from "#gen/countersign/common/v1/audience_pb.ts";
import { loadTexts } from "../../app/texts.ts";

const load = async () => {
  const [sentences] = await Promise.all([import("./sentences.tsx"), loadTexts("audience")]);
  return sentences;
};
const Sentence = lazy(() => load().then(({ AudienceSentence }) => ({ default: AudienceSentence })));
const Reasons = lazy(() => load().then(({ ReasonsSentence }) => ({ default: ReasonsSentence })));

/** A sentence that says who an audience is: "Everyone, except people in the group Interns". Unset: everyone. */
export function AudienceText({ audience }: { readonly audience: Audience | undefined }) {
  return (
    <Suspense fallback="…">
      <Sentence audience={audience} />
    </Suspense>
  );
}

/** Why a policy applies to somebody, of AssignedPolicy's `because`. */
export function ReasonsText({ because }: { readonly because: readonly AudienceCondition[] }) {
  return (
    <Suspense fallback="…">
      <Reasons because={because} />
    </Suspense>
  );
}
