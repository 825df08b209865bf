import { Button } from "@mantine/core";
import { useState } from "react";
import { type Customer, CustomerStatus } from "#gen/countersign/customer/v1/customer_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { useAction } from "../../app/action.ts";
import { newRequestId, useClient } from "../../app/client.ts";
import { useFresh } from "../../app/fresh.ts";
import { useTexts } from "../../app/texts.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { FormProblem } from "../../components/form-errors.tsx";
import { Section } from "../../components/section.tsx";
import { toast, toastDone } from "../../components/toast-store.ts";

/** Deletes a customer, or restores a deleted one. */
export function CustomerFate({ customer }: { readonly customer: Customer }) {
  const t = useTexts("platform");
  const client = useClient(CustomerService);
  const fresh = useFresh();
  const [asking, setAsking] = useState(false);
  const { id: customerId, name } = customer;
  const restore = useAction(async () => {
    await client.undeleteCustomer({ customerId, requestId: newRequestId() });
    await fresh(CustomerService);
    toastDone(t("restore.done", { name }));
  });
  if (customer.status === CustomerStatus.DELETED)
    return (
      <Section
        title={t("restore.title")}
        text={t("restore.text")}
        actions={
          <Button loading={restore.pending} onClick={() => void restore.run()}>
            {t("restore.button")}
          </Button>
        }
      >
        <FormProblem problem={restore.problem} />
      </Section>
    );
  return (
    <Section
      title={t("delete.title")}
      text={t("delete.text")}
      actions={
        <Button variant="default" c="var(--mantine-color-error)" onClick={() => setAsking(true)}>
          {t("delete.button")}
        </Button>
      }
    >
      <FormProblem problem={restore.problem} />
      {asking && (
        <ConfirmDialog
          title={t("delete.confirm", { name })}
          confirm={t("delete.button")}
          word={name}
          onClose={() => setAsking(false)}
          run={async () => {
            await client.deleteCustomer({ customerId, etag: customer.etag, requestId: newRequestId() });
            await fresh(CustomerService);
            toast({ text: t("delete.done", { name }), undo: () => void restore.run() });
          }}
        >
          {t("delete.confirmText")}
        </ConfirmDialog>
      )}
    </Section>
  );
}
