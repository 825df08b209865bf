import { Stack } from "@mantine/core";
import { type Policy, PolicyStatus } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyVersionState } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { useUrlState } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import { PolicyFrame } from "../parts/policy-frame.tsx";
import { usePolicy } from "../parts/use-policy.ts";
import { EditParts } from "./edit-parts.tsx";
import { EditText } from "./edit-text.tsx";
import { NoDraft } from "./no-draft.tsx";
import { RulesForm } from "./rules-form.tsx";
import { useTextToEdit } from "./use-working-copy.ts";
import { WithApprovers } from "./with-approvers.tsx";

/** Where a policy is written: its text, and whom it is for. */
export function EditPage() {
  const query = usePolicy();
  const [search] = useUrlState();
  return (
    <PolicyFrame query={query}>
      {(policy) => (
        <Stack gap="md">
          {search.part === "rules" ? (
            <>
              <EditParts policyId={policy.id} rules />
              <RulesForm policy={policy} />
            </>
          ) : (
            <TextPart policy={policy} />
          )}
        </Stack>
      )}
    </PolicyFrame>
  );
}

function TextPart({ policy }: { readonly policy: Policy }) {
  const t = useTexts("policies");
  const { saved, error, refetch, read } = useTextToEdit(policy.id, policy.openVersionId);
  if (policy.status === PolicyStatus.ARCHIVED)
    return <StateBlock kind="empty" title={t("step.archived.title")} text={t("step.archived.text")} />;
  const parts = <EditParts policyId={policy.id} rules={false} />;
  if (policy.openVersionId === "")
    return (
      <>
        {parts}
        <NoDraft policy={policy} />
      </>
    );
  if (!saved && error) return <StateBlock kind="error" error={error} onRetry={() => void refetch()} />;
  if (!saved) return <ListSkeleton rows={6} height={72} />;
  if (policy.openVersionState !== PolicyVersionState.DRAFT)
    return (
      <>
        {parts}
        <WithApprovers policy={policy} />
      </>
    );
  return <EditText key={policy.openVersionId} policy={policy} saved={saved} read={read} parts={parts} />;
}
