import { useQuery } from "@connectrpc/connect-query";
import { Alert, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import type { DiffText } from "#gen/countersign/policy/v1/policy_diff_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import type { PolicyVersion } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { useTexts } from "../../../app/texts.ts";
import type { DiffView } from "../../../components/diff.tsx";
import { DiffHunks } from "../../../components/diff-hunks.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";

const FEW_LINES = 3;
const MOST_LINES = 100;

/** What two versions of a policy differ in, as the server compares them. */
export function VersionDiff({
  shown,
  base,
  text,
}: {
  readonly shown: PolicyVersion;
  readonly base: PolicyVersion;
  readonly text: DiffText;
}) {
  const t = useTexts("policies");
  const [view, setView] = useState<DiffView>("split");
  const [contextLines, setContextLines] = useState(FEW_LINES);
  const { data, error, refetch } = useQuery(
    PolicyService.method.diffPolicyVersions,
    { policyVersionId: shown.id, basePolicyVersionId: base.id, text, contextLines },
    { placeholderData: keepPreviousData },
  );
  if (error && !data) return <StateBlock kind="error" small error={error} onRetry={() => void refetch()} />;
  if (!data) return <ListSkeleton rows={8} height={24} />;
  const { diff } = data;
  if (!diff || diff.hunks.length === 0) return <Text c="dimmed">{t("diff.same")}</Text>;
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed">
          {t("versions.lines", { added: diff.addedLines, removed: diff.removedLines })}
        </Text>
        <SegmentedControl
          visibleFrom="sm"
          size="xs"
          aria-label={t("diff.view")}
          value={view}
          onChange={(value) => setView(value === "inline" ? value : "split")}
          data={[
            { value: "split", label: t("diff.split") },
            { value: "inline", label: t("diff.inline") },
          ]}
        />
      </Group>
      <DiffHunks
        diff={diff}
        view={view}
        beforeTitle={t("version.number", { number: base.number })}
        afterTitle={t("version.number", { number: shown.number })}
        onMore={contextLines < MOST_LINES ? () => setContextLines(MOST_LINES) : undefined}
      />
      {diff.truncated && (
        <Alert color="gray" icon={<IconInfoCircle aria-hidden />}>
          {t("versions.truncated")}
        </Alert>
      )}
    </Stack>
  );
}
