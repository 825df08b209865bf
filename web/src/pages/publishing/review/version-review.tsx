import { useQuery } from "@connectrpc/connect-query";
import { Alert, Anchor, Text } from "@mantine/core";
import { IconMessage } from "@tabler/icons-react";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { type PolicyVersion, PolicyVersionState } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { useMe } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { PageHeader } from "../../../components/page-header.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import { StatusBadge, type Tone } from "../../../components/status-badge.tsx";
import { useUserName } from "../../../components/user-name.tsx";
import { agoText } from "../../../time.ts";
import classes from "../publishing.module.css";
import { versionKey } from "../queue/awaited.ts";
import { QueuePlace } from "./queue-place.tsx";
import { ReviewText } from "./review-text.tsx";
import { standingOf } from "./standing.ts";
import { VersionDecision } from "./version-decision.tsx";
import { VersionFacts } from "./version-facts.tsx";
import { VersionStanding } from "./version-standing.tsx";

const { DRAFT, IN_REVIEW, APPROVED } = PolicyVersionState;
const STATES: Readonly<Record<number, readonly [text: string, tone: Tone]>> = {
  [DRAFT]: ["state.draft", "neutral"],
  [IN_REVIEW]: ["state.inReview", "waiting"],
  [APPROVED]: ["state.approved", "good"],
};

/** The open version of a policy as its approvers see it: what changed, what there is to know, and the decision. */
export function VersionReview({ policy }: { readonly policy: Policy }) {
  const query = useQuery(PolicyService.method.getPolicyVersion, { policyVersionId: policy.openVersionId });
  const version = query.data?.version;
  if (version) return <Opened policy={policy} version={version} />;
  if (query.error)
    return <StateBlock page kind="error" error={query.error} onRetry={() => void query.refetch()} />;
  if (query.fetchStatus === "paused") return <StateBlock page kind="offline" />;
  return <ListSkeleton rows={4} height={120} />;
}

function Opened({ policy, version }: { readonly policy: Policy; readonly version: PolicyVersion }) {
  const t = useTexts("publishing");
  const me = useMe();
  const submitter = useUserName(version.submitterUserId, t("colleague"));
  const standing = standingOf(me, policy, version);
  const [state, tone] = STATES[version.state] ?? ["state.draft", "neutral"];
  return (
    <>
      <PageHeader
        title={policy.title}
        crumbs={[{ to: "/approvals", text: t("nav.approvals") }]}
        badge={<StatusBadge tone={tone}>{t(state)}</StatusBadge>}
        text={
          <>
            {t("review.version", { version: version.number })}
            {version.submitTime &&
              ` · ${t("review.submitted", { name: submitter, time: agoText(version.submitTime) })}`}
            {standing === "asked" && (
              <Text span inherit hiddenFrom="md">
                {" · "}
                <Anchor href="#decision" inherit underline="always">
                  {t("review.toDecision")}
                </Anchor>
              </Text>
            )}
          </>
        }
        actions={<QueuePlace of={versionKey(version)} />}
      />
      {version.submitComment && (
        <Alert color="indigo" variant="light" icon={<IconMessage aria-hidden />} mb="lg">
          <Text size="sm" fw={600}>
            {t("review.word", { name: submitter })}
          </Text>
          <Text size="sm" style={{ whiteSpace: "pre-line" }}>
            {version.submitComment}
          </Text>
        </Alert>
      )}
      <div className={classes.review}>
        <ReviewText version={version} title={policy.title} />
        <aside className={classes.side}>
          {standing === "asked" ? (
            <VersionDecision policy={policy} version={version} />
          ) : (
            <VersionStanding policy={policy} version={version} standing={standing} />
          )}
          <VersionFacts policy={policy} version={version} />
        </aside>
      </div>
    </>
  );
}
