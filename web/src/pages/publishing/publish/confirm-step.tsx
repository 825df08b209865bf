import { useQueryClient } from "@tanstack/react-query";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import type { PolicyVersion } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { failureText } from "../../../app/failure.ts";
import { useTexts } from "../../../app/texts.ts";
import { AudiencePreview } from "../../../components/audience/audience-preview.tsx";
import { EtagConflict } from "../../../components/etag-conflict.tsx";
import { FormProblem } from "../../../components/form-errors.tsx";
import { Section } from "../../../components/section.tsx";
import { Plan } from "./plan.tsx";
import type { Preparation } from "./publication.ts";

/** What will happen, in numbers, before it happens. */
export function ConfirmStep({
  policy,
  version,
  preparation,
}: {
  readonly policy: Policy;
  readonly version: PolicyVersion;
  readonly preparation: Preparation;
}) {
  const t = useTexts("publishing");
  const queries = useQueryClient();
  const { draft, publish } = preparation;
  return (
    <>
      {publish.isConflict ? (
        <EtagConflict
          onReload={() => {
            publish.clear();
            draft.reset();
            void queries.invalidateQueries();
          }}
        />
      ) : (
        <FormProblem problem={publish.error === undefined ? undefined : failureText(publish.error, t)} />
      )}
      <Section title={t("publish.confirm.title")} text={t("review.version", { version: version.number })}>
        <Plan policy={policy} preparation={preparation} />
      </Section>
      {draft.value.required && (
        <Section title={t("publish.confirm.sample")}>
          <AudiencePreview audience={draft.value.audience} />
        </Section>
      )}
    </>
  );
}
