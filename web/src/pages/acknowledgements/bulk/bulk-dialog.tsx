import { Button, Group, List, Modal, Progress, Stack, Text, Textarea } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { SkipReasonSchema } from "#gen/countersign/acknowledgement/v1/bulk_requests_pb.ts";
import { useAction } from "../../../app/action.ts";
import { useClient } from "../../../app/client.ts";
import { enumName } from "../../../app/enum-name.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useTexts } from "../../../app/texts.ts";
import { FormProblem } from "../../../components/form-errors.tsx";
import { doForMany, type Outcome } from "./many.ts";

/** Reminds many people, or cancels what is asked of them: says what will happen, does it, and says what happened. */
export function BulkDialog({
  kind,
  ids,
  onClose,
}: {
  readonly kind: "remind" | "cancel";
  readonly ids: readonly string[];
  /** `done`: something was changed. */
  readonly onClose: (done: boolean) => void;
}) {
  const t = useTexts("acknowledgements");
  const client = useClient(AcknowledgementService);
  const fresh = useFresh();
  const [comment, setComment] = useState("");
  const [through, setThrough] = useState(0);
  const [outcome, setOutcome] = useState<Outcome | undefined>(undefined);
  const action = useAction(async () => {
    setThrough(0);
    try {
      setOutcome(
        await doForMany(
          ids,
          async (acknowledgementIds, requestId) => {
            if (kind === "remind") {
              const answer = await client.sendReminder({ acknowledgementIds, requestId });
              return { done: answer.remindedCount, skipped: answer.skipped };
            }
            const answer = await client.cancelAcknowledgements({
              acknowledgementIds,
              comment: comment.trim(),
              requestId,
            });
            return { done: answer.cancelledCount, skipped: answer.skipped };
          },
          setThrough,
        ),
      );
    } finally {
      await fresh(AcknowledgementService); // some may be done when others failed
    }
  });
  const close = (): void => {
    if (!action.pending) onClose(outcome !== undefined);
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t(`${kind}.title`, { count: ids.length })}
      closeButtonProps={{ "aria-label": t("close"), disabled: action.pending }}
    >
      {outcome ? (
        <Result kind={kind} outcome={outcome} onClose={close} />
      ) : (
        <Stack>
          <FormProblem problem={action.problem} />
          <Text>{t(`${kind}.text`)}</Text>
          {kind === "cancel" && (
            <Textarea
              data-autofocus
              label={t("cancel.reason")}
              description={t("cancel.reasonText")}
              autosize
              minRows={2}
              maxRows={8}
              maxLength={10_000}
              required
              value={comment}
              error={action.fault("comment")}
              onChange={(event) => setComment(event.currentTarget.value)}
            />
          )}
          {action.pending && (
            <Progress
              value={(100 * through) / Math.max(1, ids.length)}
              aria-label={t("bulk.progress", { through, count: ids.length })}
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" disabled={action.pending} onClick={close}>
              {t("back")}
            </Button>
            <Button
              color={kind === "cancel" ? "red" : undefined}
              loading={action.pending}
              disabled={kind === "cancel" && comment.trim() === ""}
              data-autofocus={kind === "remind" || undefined}
              onClick={() => void action.run()}
            >
              {t(`${kind}.confirm`, { count: ids.length })}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

function Result({
  kind,
  outcome,
  onClose,
}: {
  readonly kind: "remind" | "cancel";
  readonly outcome: Outcome;
  readonly onClose: () => void;
}) {
  const t = useTexts("acknowledgements");
  const closing = useRef<HTMLButtonElement>(null);
  useEffect(() => closing.current?.focus(), []); // what had the focus is gone
  const left = [...outcome.skipped.values()].reduce((sum, count) => sum + count, 0);
  return (
    <Stack>
      <div role="status">
        <Text fw={600}>{t(`${kind}.done`, { count: outcome.done })}</Text>
        {left > 0 && (
          <>
            <Text mt="xs">{t("bulk.left", { count: left })}</Text>
            <List size="sm">
              {[...outcome.skipped].map(([reason, count]) => (
                <List.Item key={reason}>
                  {t(`skipped.${enumName(SkipReasonSchema, reason)}`, { count })}
                </List.Item>
              ))}
            </List>
          </>
        )}
      </div>
      <Group justify="flex-end">
        <Button ref={closing} onClick={onClose}>
          {t("close")}
        </Button>
      </Group>
    </Stack>
  );
}
