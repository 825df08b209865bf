import { useQuery } from "@connectrpc/connect-query";
import { Alert, Button, Group, Stack } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useUrlState } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { AudienceBuilder } from "../../../components/audience/audience-builder.tsx";
import { audienceIsComplete } from "../../../components/audience/audience-value.ts";
import { PageHeader } from "../../../components/page-header.tsx";
import { Section } from "../../../components/section.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import { toastDone } from "../../../components/toast-store.ts";
import { UnsavedChanges } from "../../../components/unsaved-changes.tsx";
import classes from "../publishing.module.css";
import { CheckStep } from "./check-step.tsx";
import { ConfirmStep } from "./confirm-step.tsx";
import { usePublication } from "./publication.ts";
import { SigningStep } from "./signing-step.tsx";
import { STEPS, Steps } from "./steps.tsx";

/** The steps to a publication; `?step=audience` names the open one. */
export function Wizard({
  policy,
  onPublished,
}: {
  readonly policy: Policy;
  readonly onPublished: () => void;
}) {
  const t = useTexts("publishing");
  const fresh = useFresh();
  const [{ step = "" }, change] = useUrlState();
  const preparation = usePublication(policy, async () => {
    toastDone(t("publish.done.toast", { title: policy.title }));
    onPublished();
    await Promise.all([fresh(PolicyService), fresh(AcknowledgementService)]);
  });
  const query = useQuery(PolicyService.method.getPolicyVersion, { policyVersionId: policy.openVersionId });
  const version = query.data?.version;
  const at = Math.max(0, (STEPS as readonly string[]).indexOf(step));
  const { draft, isFirst, publish } = preparation;
  const complete = audienceIsComplete(draft.value.audience);
  const to = (index: number): void => {
    change({ step: index === 0 ? "" : (STEPS[index] ?? "") });
    document.getElementById("content")?.focus();
    window.scrollTo({ top: 0 });
  };
  return (
    <div className={classes.column}>
      <UnsavedChanges dirty={draft.dirty && !publish.pending} />
      <PageHeader
        title={t("publish.title", { title: policy.title })}
        crumbs={[{ to: `/policies/${policy.id}`, text: t("publish.crumb") }]}
      />
      <Stack gap="lg">
        <Steps at={at} onChange={to} />
        {query.error && <StateBlock kind="error" error={query.error} onRetry={() => void query.refetch()} />}
        {!version && !query.error && <ListSkeleton rows={2} height={120} />}
        {version && (
          <>
            {at === 0 && <CheckStep policy={policy} version={version} />}
            {at === 1 && (
              <Section title={t("publish.audience.title")} text={t("publish.audience.text")}>
                {!isFirst && (
                  <Alert color="gray" icon={<IconInfoCircle aria-hidden />}>
                    {t("publish.audience.live")}
                  </Alert>
                )}
                <AudienceBuilder
                  value={draft.value.audience}
                  onChange={(audience) => draft.set({ audience })}
                  error={publish.fault("audience")}
                />
              </Section>
            )}
            {at === 2 && <SigningStep policy={policy} preparation={preparation} />}
            {at === 3 && <ConfirmStep policy={policy} version={version} preparation={preparation} />}
            <Group justify="space-between">
              {at > 0 ? (
                <Button variant="default" onClick={() => to(at - 1)}>
                  {t("publish.back")}
                </Button>
              ) : (
                <span />
              )}
              {at < STEPS.length - 1 && (
                <Button disabled={at === 1 && !complete} onClick={() => to(at + 1)}>
                  {t("publish.next")}
                </Button>
              )}
              {at === STEPS.length - 1 && (
                <Button loading={publish.pending} disabled={!complete} onClick={() => void publish.run()}>
                  {t("publish.confirm.publish", { version: version.number })}
                </Button>
              )}
            </Group>
          </>
        )}
      </Stack>
    </div>
  );
}
