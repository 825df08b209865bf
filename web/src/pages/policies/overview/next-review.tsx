import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { PermissionRoleSchema } from "#gen/countersign/common/v1/access_pb.ts";
import { ApprovalDecision } from "#gen/countersign/policy/v1/approval_pb.ts";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import type { PolicyVersion } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { enumName } from "../../../app/enum-name.ts";
import { type Me, useMay, useMe } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { TakeBack } from "../parts/take-back.tsx";
import { UserNames } from "../parts/user-names.tsx";
import { POLICY_APPROVERS, POLICY_WRITERS } from "../who.ts";
import { Step } from "./next-step.tsx";

/** A version that waits for its approvers: how many have said yes, who is asked, and the way to decide or to take it back. */
export function ReviewNext({
  policy,
  version,
}: {
  readonly policy: Policy;
  readonly version: PolicyVersion | undefined;
}) {
  const t = useTexts("policies");
  const me = useMe();
  const mayApprove = useMay(POLICY_APPROVERS);
  const mayWrite = useMay(POLICY_WRITERS);
  const rule = version?.approvalRule;
  const given = version?.approvals.filter((one) => counts(one, version)).length ?? 0;
  const mine = mayApprove && version !== undefined && isAsked(me, version);
  return (
    <Step
      title={t("step.review.title", { number: version?.number ?? policy.latestVersion })}
      text={
        rule && (
          <>
            {t("step.review.given", { given, count: Math.max(1, rule.requiredApprovals) })}{" "}
            {rule.approverUserIds.length > 0 ? (
              <>
                {t("step.review.asked")} <UserNames userIds={rule.approverUserIds} />
              </>
            ) : (
              t("step.review.askedRole", {
                role: t(`role.${enumName(PermissionRoleSchema, rule.approverRole)}`),
              })
            )}
          </>
        )
      }
    >
      {mayWrite && <TakeBack policy={policy} />}
      <Button component={Link} variant={mine ? "filled" : "default"} to={`/policies/${policy.id}/review`}>
        {t(mine ? "step.review.decide" : "step.review.look")}
      </Button>
    </Step>
  );
}

const counts = (one: PolicyVersion["approvals"][number], { approvalRound }: PolicyVersion): boolean =>
  one.round === approvalRound && !one.voided && one.decision === ApprovalDecision.APPROVED;

/** Whether somebody is asked to decide and has not yet; neither authors nor editors are. */
function isAsked({ user, roles }: Me, version: PolicyVersion): boolean {
  const { approvalRule, authorUserId, editorUserIds, approvals } = version;
  if (authorUserId === user.id || editorUserIds.includes(user.id)) return false;
  if (approvals.some((one) => one.userId === user.id && counts(one, version))) return false;
  const named = approvalRule?.approverUserIds ?? [];
  return named.length > 0
    ? named.includes(user.id)
    : approvalRule !== undefined && roles.has(approvalRule.approverRole);
}
