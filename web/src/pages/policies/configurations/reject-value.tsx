import { Textarea } from "@mantine/core";
import { useState } from "react";
import type { PolicyConfiguration } from "#gen/countersign/policy/v1/policy_configuration_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { useAction } from "../../../app/action.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useTexts } from "../../../app/texts.ts";
import { FormDialog } from "../../../components/form-dialog.tsx";
import { toastDone } from "../../../components/toast-store.ts";

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
  const reject = useAction(async () => {
    await policies.rejectPolicyConfiguration({
      policyConfigurationId: pending.id,
      etag: pending.etag,
      comment: comment.trim(),
      requestId: newRequestId(),
    });
    await fresh(PolicyService);
    toastDone(t(own ? "values.withdrawn" : "values.rejected"));
    onClose();
  }, t);
  return (
    <FormDialog
      title={t(own ? "values.withdrawTitle" : "values.rejectTitle", { key: pending.key })}
      action={reject}
      submit={t(own ? "values.withdraw" : "values.reject")}
      tone="danger"
      disabled={comment.trim() === ""}
      onClose={onClose}
    >
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
    </FormDialog>
  );
}
