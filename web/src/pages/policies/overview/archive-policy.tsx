import { useQuery } from "@connectrpc/connect-query";
import { List } from "@mantine/core";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useTexts } from "../../../app/texts.ts";
import { ConfirmDialog } from "../../../components/confirm-dialog.tsx";
import { toastDone } from "../../../components/toast-store.ts";

/** Takes a policy out of force for good, after saying what that does. */
export function ArchivePolicy({
  policy,
  onClose,
}: {
  readonly policy: Policy;
  readonly onClose: () => void;
}) {
  const t = useTexts("policies");
  const policies = useClient(PolicyService);
  const fresh = useFresh();
  const published = policy.publishedVersion > 0;
  const { data } = useQuery(
    AcknowledgementService.method.getAcknowledgementSummary,
    { policyIds: [policy.id] },
    { enabled: published },
  );
  const { pending = 0, acknowledged = 0 } = data?.total ?? {};
  return (
    <ConfirmDialog
      title={t("archive.title", { title: policy.title })}
      confirm={t("archive.confirm")}
      {...(published ? { word: policy.title } : {})}
      onClose={onClose}
      run={async () => {
        await policies.archivePolicy({ policyId: policy.id, etag: policy.etag, requestId: newRequestId() });
        await Promise.all([fresh(PolicyService), fresh(AcknowledgementService)]);
        toastDone(t("archive.done", { title: policy.title }));
      }}
    >
      <List size="sm" spacing={6}>
        {published && <List.Item>{t("archive.outOfForce")}</List.Item>}
        {pending > 0 && <List.Item>{t("archive.pending", { count: pending })}</List.Item>}
        {acknowledged > 0 && <List.Item>{t("archive.signed", { count: acknowledged })}</List.Item>}
        {policy.openVersionId !== "" && <List.Item>{t("archive.draft")}</List.Item>}
        <List.Item>{t("archive.final")}</List.Item>
      </List>
    </ConfirmDialog>
  );
}
