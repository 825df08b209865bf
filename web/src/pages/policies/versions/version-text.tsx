import { useQuery } from "@connectrpc/connect-query";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import type { PolicyVersion } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { useTexts } from "../../../app/texts.ts";
import { Markdown } from "../../../components/markdown.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";

/** The text of a version as people read it. */
export function VersionText({ version }: { readonly version: PolicyVersion }) {
  const t = useTexts("policies");
  const { data, error, refetch } = useQuery(PolicyService.method.getPolicyVersion, {
    policyVersionId: version.id,
  });
  if (error && !data) return <StateBlock kind="error" small error={error} onRetry={() => void refetch()} />;
  if (!data?.version) return <ListSkeleton rows={8} height={24} />;
  const { renderedMarkdown, title } = data.version;
  if (renderedMarkdown === "") return <StateBlock kind="empty" small title={t("text.empty")} />;
  return <Markdown text={renderedMarkdown} title={title} />;
}
