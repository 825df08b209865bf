import type { Audience, AudienceCondition } from "#gen/countersign/common/v1/audience_pb.ts";
import { useAudienceSentence, useReasons } from "./phrases.ts";

/** Who an audience is, in a sentence; its texts must be loaded. */
export const AudienceSentence = ({ audience }: { readonly audience: Audience | undefined }) =>
  useAudienceSentence(audience);

/** Why a policy applies to somebody, in a sentence; its texts must be loaded. */
export const ReasonsSentence = ({ because }: { readonly because: readonly AudienceCondition[] }) =>
  useReasons(because);
