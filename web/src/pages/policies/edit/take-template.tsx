import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { IconTemplate } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useUrlState } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { Diff } from "../../../components/diff.tsx";
import { FormProblem } from "../../../components/form-errors.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import { toastDone } from "../../../components/toast-store.ts";
import { usePolicyAction } from "../parts/use-policy-action.ts";
import { useTemplate } from "../parts/use-template.ts";
import { savedText } from "./use-working-copy.ts";
import type { WorkingCopy } from "./working-copy.ts";

/** The template has a newer version: shows what taking it over would change, and does it. */
export function TakeTemplate({ policy, copy }: { readonly policy: Policy; readonly copy: WorkingCopy }) {
  const t = useTexts("policies");
  const [search, change] = useUrlState();
  const { template } = useTemplate(policy.templateId);
  const latest = template?.latestVersion ?? 0;
  if (latest <= policy.templateVersion) return null;
  return (
    <Alert color="indigo" icon={<IconTemplate aria-hidden />} title={t("news.title", { number: latest })}>
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          onClick={() => void copy.flush().then(() => change({ merge: "1" }))}
        >
          {t("news.preview")}
        </Button>
      </Group>
      {search.merge && (
        <MergePreview policy={policy} copy={copy} number={latest} onClose={() => change({ merge: "" })} />
      )}
    </Alert>
  );
}

function MergePreview({
  policy,
  copy,
  number,
  onClose,
}: {
  readonly policy: Policy;
  readonly copy: WorkingCopy;
  readonly number: number;
  readonly onClose: () => void;
}) {
  const t = useTexts("policies");
  const policies = useClient(PolicyService);
  const fresh = useFresh();
  const preview = useQuery({
    queryKey: ["template merge", policy.id, number],
    gcTime: 0,
    refetchOnWindowFocus: false,
    queryFn: () =>
      policies.mergeTemplateVersion({ policyId: policy.id, templateVersion: number, validateOnly: true }),
  });
  const take = usePolicyAction(async () => {
    await copy.flush();
    const merged = await policies.mergeTemplateVersion({
      policyId: policy.id,
      templateVersion: number,
      requestId: newRequestId(),
    });
    if (merged.policy) copy.replace(savedText(merged.policy, merged.version));
    await fresh(PolicyService);
    toastDone(t("news.taken", { number }));
    onClose();
  });
  const merged = preview.data?.version;
  const conflicts = merged?.conflictCount ?? 0;
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t("news.mergeTitle", { number })}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <Stack>
        <FormProblem problem={take.problem} />
        {preview.error && (
          <StateBlock kind="error" small error={preview.error} onRetry={() => void preview.refetch()} />
        )}
        {preview.isPending && <ListSkeleton rows={6} height={24} />}
        {merged && (
          <>
            <Text size="sm">
              {conflicts > 0 ? t("news.conflicts", { count: conflicts }) : t("news.clean")}
            </Text>
            <Diff
              before={copy.view().text.contentMarkdown}
              after={merged.contentMarkdown}
              beforeTitle={t("news.now")}
              afterTitle={t("news.after")}
            />
          </>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button loading={take.pending} disabled={!merged} onClick={() => void take.run()}>
            {t("news.take")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
