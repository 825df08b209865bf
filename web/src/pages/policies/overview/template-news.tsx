import { useQuery } from "@connectrpc/connect-query";
import { Alert, Button, Group, Text } from "@mantine/core";
import { IconTemplate } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type Policy, PolicyStatus } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { useAction } from "../../../app/action.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useGo } from "../../../app/navigation.ts";
import { useMay } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { FormProblem } from "../../../components/form-errors.tsx";
import { useTemplate } from "../parts/use-template.ts";
import { POLICY_WRITERS } from "../who.ts";

/** Says that the policy's template has a newer version, and takes it into a draft. */
export function TemplateNews({ policy }: { readonly policy: Policy }) {
  const t = useTexts("policies");
  const go = useGo();
  const fresh = useFresh();
  const policies = useClient(PolicyService);
  const mayWrite = useMay(POLICY_WRITERS) && policy.status !== PolicyStatus.ARCHIVED;
  const { template } = useTemplate(mayWrite ? policy.templateId : "");
  const latest = template?.latestVersion ?? 0;
  const newer = latest > policy.templateVersion;
  const { data } = useQuery(
    PolicyService.method.listTemplateVersions,
    { templateId: policy.templateId, number: latest },
    { enabled: newer },
  );
  const take = useAction(async () => {
    const request = {
      policyId: policy.id,
      templateVersion: latest,
      etag: policy.etag,
      requestId: newRequestId(),
    };
    if (policy.openVersionId === "") await policies.createDraft(request);
    await fresh(PolicyService);
    go(`/policies/${policy.id}/edit${policy.openVersionId === "" ? "" : "?merge=1"}`);
  }, t);
  if (!template || !newer) return null;
  return (
    <Alert color="indigo" icon={<IconTemplate aria-hidden />} title={t("news.title", { number: latest })}>
      <FormProblem problem={take.problem} />
      <Text size="sm">{data?.versions[0]?.changeLog ?? ""}</Text>
      <Group gap="xs" mt="sm">
        <Button size="xs" loading={take.pending} onClick={() => void take.run()}>
          {t("news.take")}
        </Button>
        <Button
          size="xs"
          variant="default"
          component={Link}
          to={`/templates/${template.id}?version=${latest}&compare=${policy.templateVersion}`}
        >
          {t("news.look")}
        </Button>
      </Group>
    </Alert>
  );
}
