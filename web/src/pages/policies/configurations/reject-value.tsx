import { Button, Group, Modal, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import type { PolicyConfiguration } from "#gen/countersign/policy/v1/policy_configuration_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useTexts } from "../../../app/texts.ts";
import { FormProblem } from "../../../components/form-errors.tsx";
import { toastDone } from "../../../components/toast-store.ts";
import { usePolicyAction } from "../parts/use-policy-action.ts";

/** Refuses a proposed value, or takes one's own back; says why. */
export function RejectValue({
  pending,
  own,
  onClose,
}: {
  readonly pending: PolicyConfiguration;
  readonly own: boolean;
  readonly onClose: () => void;
}) {
  const t = useTexts("policies");
  const policies = useClient(PolicyService);
  const fresh = useFresh();
  const [comment, setComment] = useState("");
  const reject = usePolicyAction(async () => {
    await policies.rejectPolicyConfiguration({
      policyConfigurationId: pending.id,
      etag: pending.etag,
      comment: comment.trim(),
      requestId: newRequestId(),
    });
    await fresh(PolicyService);
    toastDone(t(own ? "values.withdrawn" : "values.rejected"));
    onClose();
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(own ? "values.withdrawTitle" : "values.rejectTitle", { key: pending.key })}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void reject.run();
        }}
      >
        <Stack>
          <FormProblem problem={reject.problem} />
          <Textarea
            data-autofocus
            label={t("values.why")}
            required
            autosize
            minRows={2}
            maxRows={8}
            maxLength={10_000}
            value={comment}
            error={reject.fault("comment")}
            onChange={(event) => setComment(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" color="red" loading={reject.pending} disabled={comment.trim() === ""}>
              {t(own ? "values.withdraw" : "values.reject")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
