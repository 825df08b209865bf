import { Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { useAction } from "../../../app/action.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { dayFromToday, endOfDay } from "../../../app/day.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useTexts } from "../../../app/texts.ts";
import { Dialog, DialogButtons } from "../../../components/dialog.tsx";
import { FormProblem } from "../../../components/form-errors.tsx";
import { toastDone } from "../../../components/toast-store.ts";

/** Records that the version in force was looked at and still holds. */
export function RenewPolicy({ policy, onClose }: { readonly policy: Policy; readonly onClose: () => void }) {
  const t = useTexts("policies");
  const policies = useClient(PolicyService);
  const fresh = useFresh();
  const [comment, setComment] = useState("");
  const [next, setNext] = useState(dayFromToday(policy.reviewIntervalDays || 365));
  const renew = useAction(async () => {
    const nextReviewTime = endOfDay(next);
    await policies.renewPolicy({
      policyId: policy.id,
      comment: comment.trim(),
      etag: policy.etag,
      requestId: newRequestId(),
      ...(nextReviewTime ? { nextReviewTime } : {}),
    });
    await fresh(PolicyService);
    toastDone(t("renew.done"));
    onClose();
  }, t);
  return (
    <Dialog title={t("renew.title", { title: policy.title })} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void renew.run();
        }}
      >
        <Stack>
          <FormProblem problem={renew.problem} />
          <Text size="sm">{t("renew.text", { number: policy.publishedVersion })}</Text>
          <Textarea
            data-autofocus
            label={t("renew.comment")}
            description={t("renew.commentHint")}
            autosize
            minRows={2}
            maxRows={8}
            maxLength={10_000}
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={t("renew.next")}
            min={dayFromToday(1)}
            value={next}
            error={renew.fault("next_review_time")}
            onChange={(event) => setNext(event.currentTarget.value)}
          />
          <DialogButtons confirm={t("renew.confirm")} pending={renew.pending} onClose={onClose} />
        </Stack>
      </form>
    </Dialog>
  );
}
