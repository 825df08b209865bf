import { useQuery } from "@connectrpc/connect-query";
import { Text } from "@mantine/core";
import type { PolicyConfiguration } from "#gen/countersign/policy/v1/policy_configuration_pb.ts";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { useMe } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { Diff } from "../../../components/diff.tsx";
import { Section } from "../../../components/section.tsx";
import { StateBlock } from "../../../components/state-block.tsx";
import { isAsked } from "./standing.ts";

/** What an approval would do to the texts: tried out by the server, nothing is changed. */
export function ValueEffect({ policy, one }: { readonly policy: Policy; readonly one: PolicyConfiguration }) {
  const t = useTexts("publishing");
  const me = useMe();
  const mayTry = isAsked(me, policy.approvalRule) && one.proposerUserId !== me.user.id;
  const tried = useQuery(
    PolicyService.method.approvePolicyConfiguration,
    { policyConfigurationId: one.id, validateOnly: true },
    { enabled: mayTry, retry: false },
  );
  const published = tried.data?.publishedVersion;
  const before = useQuery(
    PolicyService.method.getPolicyVersion,
    { policyVersionId: policy.publishedVersionId },
    { enabled: published !== undefined },
  );
  if (!mayTry) return null;
  if (tried.error) return <StateBlock kind="error" error={tried.error} small />;
  if (!tried.data) return <StateBlock kind="loading" small />;
  const open = tried.data.openVersion;
  return (
    <Section
      title={t("effect.title")}
      text={published ? t("effect.published", { version: published.number }) : t("effect.notUsed")}
    >
      {open && <Text size="sm">{t("effect.open", { version: open.number })}</Text>}
      {published && before.data?.version && (
        <Diff
          before={before.data.version.renderedMarkdown}
          after={published.renderedMarkdown}
          beforeTitle={t("text.before", { version: before.data.version.number })}
          afterTitle={t("text.after", { version: published.number })}
        />
      )}
    </Section>
  );
}
