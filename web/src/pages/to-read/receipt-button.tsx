import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { useAction } from "../../app/action.ts";
import { useClient } from "../../app/client.ts";
import { failureText } from "../../app/failure.ts";
import { useTexts } from "../../app/texts.ts";
import { toastProblem } from "../../components/toast-store.ts";
import { saveReceipt } from "./receipt.ts";

/** Downloads the receipt of a signature. */
export function ReceiptButton({
  acknowledgementId,
  title,
}: {
  readonly acknowledgementId: string;
  readonly title: string;
}) {
  const t = useTexts("to-read");
  const client = useClient(AcknowledgementService);
  const action = useAction(async () => {
    try {
      const { receipt } = await client.getReceipt({ acknowledgementId });
      if (receipt) saveReceipt(receipt, title);
    } catch (error) {
      toastProblem(failureText(error));
    }
  });
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
      loading={action.pending}
      onClick={() => void action.run()}
      aria-label={t("receipt.of", { title })}
    >
      {t("receipt.download")}
    </Button>
  );
}
