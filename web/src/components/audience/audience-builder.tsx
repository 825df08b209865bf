import { Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { Audience } from "#gen/countersign/common/v1/audience_pb.ts";
import { loadTexts } from "../../app/texts.ts";

/** What an AudienceBuilder takes. */
export interface AudienceBuilderProps {
  /** Unset: everyone. */
  readonly value: Audience | undefined;
  /**
   * Every change. A condition that has just been added has no values yet; `audienceIsComplete` of audience-value.ts
   * tells, and the server refuses it.
   */
  readonly onChange: (audience: Audience) => void;
  /** What is wrong with it, of the server. */
  readonly error?: string | undefined;
}

const Builder = lazy(async () => {
  const [{ Builder: component }] = await Promise.all([import("./builder.tsx"), loadTexts("audience")]);
  return { default: component };
});

/** Says who something is for: everyone or those who meet conditions, without some; with a live count and a sample. */
export function AudienceBuilder(props: AudienceBuilderProps) {
  return (
    <Suspense fallback={<Skeleton height={240} radius="md" />}>
      <Builder {...props} />
    </Suspense>
  );
}
