import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Customer } from "#gen/countersign/customer/v1/customer_pb.ts";
import { enterCustomer } from "../../app/customer-view.ts";
import { useTexts } from "../../app/texts.ts";

const LONGEST_REASON = 200;

/** Asks why, then shows everything as the customer's administrator sees it. */
export function EnterCustomer({
  customer,
  onClose,
}: {
  readonly customer: Customer;
  readonly onClose: () => void;
}) {
  const t = useTexts("platform");
  const [reason, setReason] = useState("");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() !== "")
      enterCustomer({ customerId: customer.id, name: customer.name, reason: reason.trim() });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("enter.title", { name: customer.name })}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <form onSubmit={submit}>
        <Stack>
          <Text>{t("enter.text")}</Text>
          <TextInput
            data-autofocus
            label={t("enter.reason")}
            description={t("enter.reasonHint")}
            required
            maxLength={LONGEST_REASON}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" disabled={reason.trim() === ""}>
              {t("enter.submit")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
