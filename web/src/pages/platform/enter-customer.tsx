import { Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Customer } from "#gen/countersign/customer/v1/customer_pb.ts";
import { useAction } from "../../app/action.ts";
import { enterCustomer } from "../../app/customer-view.ts";
import { useTexts } from "../../app/texts.ts";
import { FormDialog } from "../../components/form-dialog.tsx";

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
  const action = useAction(async () =>
    enterCustomer({ customerId: customer.id, name: customer.name, reason: reason.trim() }),
  );
  return (
    <FormDialog
      title={t("enter.title", { name: customer.name })}
      action={action}
      submit={t("enter.submit")}
      disabled={reason.trim() === ""}
      onClose={onClose}
    >
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
    </FormDialog>
  );
}
