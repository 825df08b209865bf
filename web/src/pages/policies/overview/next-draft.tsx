import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { ApprovalDecision } from "#gen/countersign/policy/v1/approval_pb.ts";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import type { PolicyVersion } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { useMay } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { Quote } from "../../../components/quote.tsx";
import { useUserName } from "../../../components/user-name.tsx";
import { agoText } from "../../../time.ts";
import { POLICY_WRITERS } from "../who.ts";
import { Step } from "./next-step.tsx";

/** A draft wants to be written and sent to its approvers; one that came back says why. */
export function DraftNext({
  policy,
  version,
}: {
  readonly policy: Policy;
  readonly version: PolicyVersion | undefined;
}) {
  const t = useTexts("policies");
  const mayWrite = useMay(POLICY_WRITERS);
  const rejection = version?.approvals.findLast(
    ({ decision, round }) => decision === ApprovalDecision.REJECTED && round === version.approvalRound,
  );
  const rejecter = useUserName(rejection?.userId ?? "");
  const number = version?.number ?? policy.latestVersion;
  return (
    <Step
      title={rejection ? t("step.rejected.title", { number }) : t("step.draft.title", { number })}
      text={
        rejection ? (
          <>
            {t("step.rejected.text", { name: rejecter, time: agoText(rejection.time) })}
            <Quote>{rejection.comment}</Quote>
          </>
        ) : (
          t("step.draft.text", { time: agoText(version?.updateTime) })
        )
      }
    >
      {mayWrite && (
        <>
          <Button component={Link} variant="default" to={`/policies/${policy.id}/edit?submit=1`}>
            {t("step.draft.submit")}
          </Button>
          <Button component={Link} to={`/policies/${policy.id}/edit`}>
            {t("step.draft.edit")}
          </Button>
        </>
      )}
    </Step>
  );
}
