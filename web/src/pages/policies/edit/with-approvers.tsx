import { useQuery } from "@connectrpc/connect-query";
import { Alert, Stack, Text } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { useTexts } from "../../../app/texts.ts";
import { Markdown } from "../../../components/markdown.tsx";
import { ListSkeleton } from "../../../components/state-block.tsx";
import { NextStep } from "../overview/next-step.tsx";
import classes from "../policies.module.css";

/** A text that its approvers read must not change under them: it is shown, and can be taken back. */
export function WithApprovers({ policy }: { readonly policy: Policy }) {
  const t = useTexts("policies");
  const { data } = useQuery(PolicyService.method.getPolicyVersion, { policyVersionId: policy.openVersionId });
  return (
    <Stack>
      <NextStep policy={policy} />
      <Alert color="gray" icon={<IconLock aria-hidden />} title={t("locked.title")}>
        <Text size="sm">{t("locked.text")}</Text>
      </Alert>
      <section className={classes.paper} aria-label={t("edit.previewTitle")}>
        {data?.version ? (
          <Markdown text={data.version.renderedMarkdown} title={data.version.title} />
        ) : (
          <ListSkeleton rows={8} height={24} />
        )}
      </section>
    </Stack>
  );
}
