import { useQuery } from "@connectrpc/connect-query";
import { Button, Group, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type Policy, PolicyStatus } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { PolicyVersionState } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { useMay } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { TakeBack } from "../parts/take-back.tsx";
import classes from "../policies.module.css";
import { POLICY_PUBLISHERS, POLICY_WRITERS } from "../who.ts";
import { DraftNext } from "./next-draft.tsx";
import { InForceNext } from "./next-in-force.tsx";
import { ReviewNext } from "./next-review.tsx";

/** The one thing to do next with a policy, as one button. */
export function NextStep({ policy }: { readonly policy: Policy }) {
  const t = useTexts("policies");
  const mayWrite = useMay(POLICY_WRITERS);
  const mayPublish = useMay(POLICY_PUBLISHERS);
  const { data } = useQuery(
    PolicyService.method.getPolicyVersion,
    { policyVersionId: policy.openVersionId },
    { enabled: policy.openVersionId !== "" },
  );
  if (policy.status === PolicyStatus.ARCHIVED)
    return <Step title={t("step.archived.title")} text={t("step.archived.text")} />;
  switch (policy.openVersionState) {
    case PolicyVersionState.DRAFT:
      return <DraftNext policy={policy} version={data?.version} />;
    case PolicyVersionState.IN_REVIEW:
      return <ReviewNext policy={policy} version={data?.version} />;
    case PolicyVersionState.APPROVED:
      return (
        <Step
          title={t("step.approved.title", { number: data?.version?.number ?? policy.latestVersion })}
          text={t(policy.publishedVersion > 0 ? "step.approved.text" : "step.approved.firstText")}
        >
          {mayWrite && <TakeBack policy={policy} />}
          {mayPublish && (
            <Button component={Link} to={`/policies/${policy.id}/publish`}>
              {t("step.approved.publish")}
            </Button>
          )}
        </Step>
      );
    default:
      return <InForceNext policy={policy} mayWrite={mayWrite} />;
  }
}

/** What stands there: where things are, and the buttons. */
export function Step({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text?: ReactNode;
  readonly children?: ReactNode;
}) {
  const t = useTexts("policies");
  return (
    <section className={classes.nextStep} aria-label={t("step.label")}>
      <div className={classes.nextText}>
        <Title order={2} size="h3">
          {title}
        </Title>
        {text && (
          <Text size="sm" c="dimmed" component="div">
            {text}
          </Text>
        )}
      </div>
      {children && <Group gap="xs">{children}</Group>}
    </section>
  );
}
