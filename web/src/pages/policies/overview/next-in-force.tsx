import { useQuery } from "@connectrpc/connect-query";
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { RolloutState } from "#gen/countersign/acknowledgement/v1/rollout_pb.ts";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { useMay } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { daysUntil, dayText, dueDayText } from "../../../time.ts";
import { SIGNATURE_READERS } from "../who.ts";
import { Step } from "./next-step.tsx";
import { RenewPolicy } from "./renew-policy.tsx";

/** A review so near is the next thing to do. */
const REVIEW_SOON_DAYS = 30;

/** A policy in force with nothing being written: its review, its rollout, or a new version. */
export function InForceNext({ policy, mayWrite }: { readonly policy: Policy; readonly mayWrite: boolean }) {
  const t = useTexts("policies");
  const [renewing, setRenewing] = useState(false);
  const mayReadSignatures = useMay(SIGNATURE_READERS);
  const { data } = useQuery(
    AcknowledgementService.method.listRollouts,
    { policyId: policy.id, pageSize: 1 },
    { enabled: mayReadSignatures },
  );
  const rollout = data?.rollouts[0];
  const running = rollout?.state === RolloutState.RUNNING;
  const due = policy.reviewDueTime;
  const reviewSoon = due !== undefined && daysUntil(due) <= REVIEW_SOON_DAYS;
  const edit = mayWrite && (
    <Button component={Link} variant="default" to={`/policies/${policy.id}/edit`}>
      {t("step.inForce.edit")}
    </Button>
  );
  const progress = rollout && (
    <Button
      component={Link}
      variant={running && !reviewSoon ? "filled" : "default"}
      to={`/rollouts/${rollout.id}`}
    >
      {t("step.inForce.rollout")}
    </Button>
  );
  return (
    <>
      {reviewSoon ? (
        <Step
          title={t(daysUntil(due) < 0 ? "step.reviewDue.late" : "step.reviewDue.soon", {
            day: dueDayText(due),
          })}
          text={t("step.reviewDue.text")}
        >
          {progress}
          {edit}
          {mayWrite && <Button onClick={() => setRenewing(true)}>{t("step.reviewDue.renew")}</Button>}
        </Step>
      ) : (
        <Step
          title={t("step.inForce.title", {
            number: policy.publishedVersion,
            day: dayText(policy.publishTime),
          })}
          text={
            running
              ? t("step.inForce.running", { signed: rollout.acknowledgedCount, count: rollout.targetCount })
              : t("step.inForce.text")
          }
        >
          {edit}
          {progress}
        </Step>
      )}
      {renewing && <RenewPolicy policy={policy} onClose={() => setRenewing(false)} />}
    </>
  );
}
