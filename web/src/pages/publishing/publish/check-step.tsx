import { useQuery } from "@connectrpc/connect-query";
import { Alert, Button, Group, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import type { PolicyVersion } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { failureText } from "../../../app/failure.ts";
import { useTexts } from "../../../app/texts.ts";
import { Fact, Facts } from "../../../components/facts.tsx";
import { Section } from "../../../components/section.tsx";
import { UserName } from "../../../components/user-name.tsx";
import { dayText } from "../../../time.ts";
import { countingApprovals } from "../review/standing.ts";

/** What is published, who approved it, and whether anything stands in the way: the server tries it. */
export function CheckStep({ policy, version }: { readonly policy: Policy; readonly version: PolicyVersion }) {
  const t = useTexts("publishing");
  const tried = useQuery(
    PolicyService.method.publishPolicy,
    { policyId: policy.id, validateOnly: true },
    { retry: false, staleTime: 0 },
  );
  const path = `/policies/${policy.id}/review`;
  return (
    <Section title={t("publish.check.title", { version: version.number })}>
      {tried.data && (
        <Alert color="green" icon={<IconCircleCheck aria-hidden />}>
          {t("publish.check.ok")}
        </Alert>
      )}
      {tried.error && (
        <Alert color="red" role="alert" icon={<IconAlertTriangle aria-hidden />}>
          {failureText(tried.error, t)}
        </Alert>
      )}
      <Text>
        {policy.publishedVersionId === ""
          ? t("publish.check.first")
          : t("publish.check.replaces", {
              version: policy.publishedVersion,
              day: dayText(policy.publishTime),
            })}
      </Text>
      <Facts>
        <Fact name={t("publish.check.approvedBy")}>
          {countingApprovals(version).map(({ userId }, i) => (
            <span key={userId}>
              {i > 0 && ", "}
              <UserName userId={userId} otherwise={t("colleague")} />
            </span>
          ))}
        </Fact>
        {version.changeNote && <Fact name={t("publish.check.note")}>{version.changeNote}</Fact>}
      </Facts>
      <Group gap="xs">
        {policy.publishedVersionId !== "" && (
          <Button variant="default" renderRoot={(props) => <Link to={path} {...props} />}>
            {t("publish.check.changes")}
          </Button>
        )}
        <Button
          variant="default"
          renderRoot={(props) => <Link to={path} search={{ view: "text" } as never} {...props} />}
        >
          {t("publish.check.read")}
        </Button>
      </Group>
    </Section>
  );
}
