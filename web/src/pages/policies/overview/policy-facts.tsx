import { useQuery } from "@connectrpc/connect-query";
import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { type Policy, PolicyStatus, PolicyTypeSchema } from "#gen/countersign/policy/v1/policy_pb.ts";
import { enumName } from "../../../app/enum-name.ts";
import { useMay } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { AudienceText } from "../../../components/audience/audience-text.tsx";
import { DueDate } from "../../../components/due-date.tsx";
import { Fact, Facts } from "../../../components/facts.tsx";
import { Section } from "../../../components/section.tsx";
import { UserName } from "../../../components/user-name.tsx";
import { dayText } from "../../../time.ts";
import { POLICY_WRITERS } from "../who.ts";

/** Whom a policy is for, who answers for it, and its dates. */
export function PolicyFacts({ policy }: { readonly policy: Policy }) {
  const t = useTexts("policies");
  const mayWrite = useMay(POLICY_WRITERS) && policy.status !== PolicyStatus.ARCHIVED;
  const { data } = useQuery(CustomerService.method.getSettings, {});
  const usual = data?.settings?.dueDays?.newVersionDays;
  const own = policy.rules?.newVersionDays ?? 0;
  const asked = policy.rules?.required !== false;
  return (
    <Section
      title={t("facts.title")}
      actions={
        mayWrite && (
          <Anchor component={Link} size="sm" to={`/policies/${policy.id}/edit?part=rules`}>
            {t("facts.change")}
          </Anchor>
        )
      }
    >
      <Facts cols={1}>
        <Fact name={t("facts.audience")}>
          <AudienceText audience={policy.audience} />
        </Fact>
        <Fact name={t("facts.signing")}>
          {!asked && t("facts.notAsked")}
          {asked && own > 0 && t("facts.days", { count: own })}
          {asked && own === 0 && (usual ? t("facts.usualDays", { count: usual }) : "…")}
        </Fact>
        <Fact name={t("facts.owner")}>
          <UserName userId={policy.ownerUserId} />
        </Fact>
        <Fact name={t("facts.review")}>
          {policy.reviewDueTime ? (
            <DueDate time={policy.reviewDueTime} done={policy.status === PolicyStatus.ARCHIVED} />
          ) : (
            t(policy.reviewIntervalDays === 0 ? "facts.noReview" : "facts.reviewLater")
          )}
        </Fact>
        {policy.publishTime && <Fact name={t("facts.published")}>{dayText(policy.publishTime)}</Fact>}
        <Fact name={t("facts.origin")}>
          {policy.templateId === "" ? (
            t(`origin.${enumName(PolicyTypeSchema, policy.type)}`)
          ) : (
            <Anchor component={Link} inherit underline="always" to={`/templates/${policy.templateId}`}>
              {t("facts.template", { number: policy.templateVersion })}
            </Anchor>
          )}
        </Fact>
        {policy.archiveTime && <Fact name={t("facts.archived")}>{dayText(policy.archiveTime)}</Fact>}
      </Facts>
    </Section>
  );
}
