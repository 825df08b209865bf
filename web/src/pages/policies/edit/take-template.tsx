import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconTemplate } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { useAction } from "../../../app/action.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useUrlState } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { Dialog, DialogButtons } from "../../../components/dialog.tsx";
import { Diff } from "../../../components/diff.tsx";
import { FormProblem } from "../../../components/form-errors.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import { toastDone } from "../../../components/toast-store.ts";
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
  const take = useAction(async () => {
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
  }, t);
  const merged = preview.data?.version;
  const conflicts = merged?.conflictCount ?? 0;
  return (
    <Dialog title={t("news.mergeTitle", { number })} size="xl" onClose={onClose}>
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
        <DialogButtons
          confirm={t("news.take")}
          pending={take.pending}
          disabled={!merged}
          onClose={onClose}
          onConfirm={() => void take.run()}
        />
      </Stack>
    </Dialog>
  );
}
