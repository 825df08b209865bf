import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { SkipReasonSchema } from "#gen/countersign/acknowledgement/v1/bulk_requests_pb.ts";
import { useAction } from "../../../app/action.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { enumName } from "../../../app/enum-name.ts";
import { failureText } from "../../../app/failure.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useTexts } from "../../../app/texts.ts";
import { toast, toastDone, toastProblem } from "../../../components/toast-store.ts";

/** Reminds somebody of what is open, and says how that went. */
export function useRemind(): {
  readonly remind: (acknowledgementIds: readonly string[]) => void;
  readonly pending: boolean;
} {
  const t = useTexts("people");
  const client = useClient(AcknowledgementService);
  const fresh = useFresh();
  const action = useAction(async (acknowledgementIds: readonly string[]) => {
    try {
      const { remindedCount, skipped } = await client.sendReminder({
        acknowledgementIds: [...acknowledgementIds],
        requestId: newRequestId(),
      });
      const [first] = skipped;
      if (remindedCount === 0 && first)
        toast({ text: t(`skip.${enumName(SkipReasonSchema, first.reason)}`) });
      else toastDone(t("duties.reminded", { count: remindedCount }));
      await fresh(AcknowledgementService);
    } catch (error) {
      toastProblem(failureText(error, t));
    }
  });
  return { remind: (ids) => void action.run(ids), pending: action.pending };
}
