import { TextInput } from "@mantine/core";
import { useState } from "react";
import type { Customer } from "#gen/countersign/customer/v1/customer_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { useAction } from "../../app/action.ts";
import { useClient } from "../../app/client.ts";
import { useFresh } from "../../app/fresh.ts";
import { useTexts } from "../../app/texts.ts";
import { FormDialog } from "../../components/form-dialog.tsx";
import { toastDone } from "../../components/toast-store.ts";

/** Changes a customer's name or its short name in addresses. */
export function RenameCustomer({
  customer,
  onClose,
}: {
  readonly customer: Customer;
  readonly onClose: () => void;
}) {
  const t = useTexts("platform");
  const client = useClient(CustomerService);
  const fresh = useFresh();
  const [name, setName] = useState(customer.name);
  const [slug, setSlug] = useState(customer.slug);
  const [etag] = useState(customer.etag);
  const action = useAction(async (overwrite = false) => {
    await client.updateCustomer({
      customerId: customer.id,
      customer: { name: name.trim(), slug: slug.trim() },
      updateMask: { paths: ["name", "slug"] },
      etag: overwrite ? "" : etag,
    });
    await fresh(CustomerService);
    toastDone(t("saved"));
    onClose();
  });
  return (
    <FormDialog
      title={t("rename.title")}
      action={action}
      onClose={onClose}
      submit={t("save")}
      changes={CustomerService}
    >
      <TextInput
        data-autofocus
        label={t("new.name")}
        required
        value={name}
        error={action.fault("name")}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={t("new.slug")}
        description={t("rename.slugHint")}
        required
        value={slug}
        error={action.fault("slug")}
        onChange={(event) => setSlug(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
