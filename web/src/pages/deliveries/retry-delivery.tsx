import { Button, Stack, Text } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import type { Delivery } from "#gen/countersign/notification/v1/delivery_pb.ts";
import { NotificationService } from "#gen/countersign/notification/v1/notification_service_pb.ts";
import { useAction } from "../../app/action.ts";
import { newRequestId, useClient } from "../../app/client.ts";
import { useFresh } from "../../app/fresh.ts";
import { useTexts } from "../../app/texts.ts";
import { FormProblem } from "../../components/form-errors.tsx";
import { toastDone } from "../../components/toast-store.ts";

/** Has a failed message sent again. */
export function RetryDelivery({ delivery }: { readonly delivery: Delivery }) {
  const t = useTexts("deliveries");
  const client = useClient(NotificationService);
  const fresh = useFresh();
  const action = useAction(async () => {
    await client.retryDelivery({
      deliveryId: delivery.id,
      etag: delivery.etag,
      requestId: newRequestId(),
    });
    await fresh(NotificationService);
    toastDone(t("retry.done"));
  });
  return (
    <Stack gap="xs" align="flex-start">
      <FormProblem problem={action.problem} />
      <Text size="sm">{t("retry.text")}</Text>
      <Button
        leftSection={<IconRefresh size={16} aria-hidden />}
        loading={action.pending}
        onClick={() => void action.run()}
      >
        {t("retry.submit")}
      </Button>
    </Stack>
  );
}
