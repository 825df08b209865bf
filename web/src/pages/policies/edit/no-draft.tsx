import { Button, Stack } from "@mantine/core";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { useAction } from "../../../app/action.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useTexts } from "../../../app/texts.ts";
import { FormProblem } from "../../../components/form-errors.tsx";
import { StateBlock } from "../../../components/state-block.tsx";
import { TemplateNews } from "../overview/template-news.tsx";

/** Nothing is being written: begins the next version with the text in force. */
export function NoDraft({ policy }: { readonly policy: Policy }) {
  const t = useTexts("policies");
  const policies = useClient(PolicyService);
  const fresh = useFresh();
  const begin = useAction(async () => {
    await policies.createDraft({ policyId: policy.id, etag: policy.etag, requestId: newRequestId() });
    await fresh(PolicyService);
  }, t);
  return (
    <Stack>
      <FormProblem problem={begin.problem} />
      <TemplateNews policy={policy} />
      <StateBlock
        kind="empty"
        title={t("noDraft.title", { number: policy.publishedVersion })}
        text={t("noDraft.text")}
        action={
          <Button loading={begin.pending} onClick={() => void begin.run()}>
            {t("noDraft.begin", { number: policy.latestVersion + 1 })}
          </Button>
        }
      />
    </Stack>
  );
}
