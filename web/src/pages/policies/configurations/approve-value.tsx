import { Radio, Stack, Text, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { PolicyConfiguration } from "#gen/countersign/policy/v1/policy_configuration_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { Materiality } from "#gen/countersign/policy/v1/published_policy_pb.ts";
import { useAction } from "../../../app/action.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useTexts } from "../../../app/texts.ts";
import { Dialog, DialogButtons } from "../../../components/dialog.tsx";
import { FormProblem } from "../../../components/form-errors.tsx";
import { toastDone } from "../../../components/toast-store.ts";
import { valueText } from "../parts/configuration-value.ts";

/** Activates a proposed value, after saying what that publishes. */
export function ApproveValue({
  pending,
  onClose,
}: {
  readonly pending: PolicyConfiguration;
  readonly onClose: () => void;
}) {
  const t = useTexts("policies");
  const policies = useClient(PolicyService);
  const fresh = useFresh();
  const [materiality, setMateriality] = useState<Materiality>(Materiality.EDITORIAL);
  const [comment, setComment] = useState("");
  const preview = useQuery({
    queryKey: ["value preview", pending.id],
    gcTime: 0,
    queryFn: () =>
      policies.approvePolicyConfiguration({ policyConfigurationId: pending.id, validateOnly: true }),
  });
  const publishes = preview.data?.publishedVersion !== undefined;
  const approve = useAction(async () => {
    await policies.approvePolicyConfiguration({
      policyConfigurationId: pending.id,
      etag: pending.etag,
      materiality,
      comment: comment.trim(),
      requestId: newRequestId(),
    });
    await fresh(PolicyService);
    toastDone(t("values.approved"));
    onClose();
  }, t);
  return (
    <Dialog
      onClose={onClose}
      title={t("values.approveTitle", { key: pending.key, value: valueText(pending.value) })}
    >
      <Stack>
        <FormProblem problem={approve.problem} />
        {preview.data && (
          <Text size="sm">
            {publishes
              ? t("values.publishes", { number: preview.data.publishedVersion?.number ?? 0 })
              : t("values.publishesNothing")}{" "}
            {preview.data.openVersion && t("values.draftChanges")}
          </Text>
        )}
        {publishes && (
          <Radio.Group
            label={t("values.signAgain")}
            value={String(materiality)}
            onChange={(next) =>
              setMateriality(
                next === String(Materiality.MATERIAL) ? Materiality.MATERIAL : Materiality.EDITORIAL,
              )
            }
          >
            <Stack gap={6} mt={6}>
              <Radio value={String(Materiality.EDITORIAL)} label={t("values.editorial")} />
              <Radio value={String(Materiality.MATERIAL)} label={t("values.material")} />
            </Stack>
          </Radio.Group>
        )}
        <Textarea
          label={t("values.comment")}
          description={t("optional")}
          autosize
          minRows={1}
          maxRows={6}
          maxLength={10_000}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
        <DialogButtons
          confirm={t("values.approve")}
          pending={approve.pending}
          onClose={onClose}
          onConfirm={() => void approve.run()}
        />
      </Stack>
    </Dialog>
  );
}
