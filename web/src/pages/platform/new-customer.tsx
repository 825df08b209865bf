import { Alert, Divider, NativeSelect, SimpleGrid, TextInput } from "@mantine/core";
import { useState } from "react";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import type { Customer } from "#gen/countersign/customer/v1/customer_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { SubscriptionTier, SubscriptionTierSchema } from "#gen/countersign/customer/v1/subscription_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { useAction } from "../../app/action.ts";
import { newRequestId, useClient } from "../../app/client.ts";
import { enumName } from "../../app/enum-name.ts";
import { useFresh } from "../../app/fresh.ts";
import { useGo } from "../../app/navigation.ts";
import { useTexts } from "../../app/texts.ts";
import { FormDialog } from "../../components/form-dialog.tsx";
import { toastDone } from "../../components/toast-store.ts";
import { TIERS } from "./tiers.ts";

interface Values {
  readonly name: string;
  readonly slug: string;
  readonly tier: SubscriptionTier;
  readonly adminName: string;
  readonly adminEmail: string;
}

const EMPTY: Values = {
  name: "",
  slug: "",
  tier: SubscriptionTier.STANDARD,
  adminName: "",
  adminEmail: "",
};

/** Creates a customer and invites its first administrator. */
export function NewCustomer({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts("platform");
  const customers = useClient(CustomerService);
  const identity = useClient(IdentityService);
  const fresh = useFresh();
  const go = useGo();
  const [values, setValues] = useState(EMPTY);
  const [requestIds, setRequestIds] = useState(() => ({
    customer: newRequestId(),
    invitation: newRequestId(),
  }));
  /** Made already: only the invitation is missing. */
  const [made, setMade] = useState<Customer | undefined>(undefined);
  const set = (changes: Partial<Values>): void => {
    setValues({ ...values, ...changes });
    // what is asked for is another thing now
    setRequestIds({ customer: newRequestId(), invitation: newRequestId() });
  };
  const action = useAction(async () => {
    const customer =
      made ??
      (
        await customers.createCustomer({
          customer: { name: values.name.trim(), slug: values.slug.trim() },
          tier: values.tier,
          requestId: requestIds.customer,
        })
      ).customer;
    setMade(customer);
    await fresh(CustomerService);
    await identity.inviteUser({
      customerId: customer?.id ?? "",
      user: {
        email: values.adminEmail.trim(),
        displayName: values.adminName.trim(),
        roles: [PermissionRole.CUSTOMER_ADMIN],
      },
      requestId: requestIds.invitation,
    });
    toastDone(t("new.done", { name: values.name.trim(), email: values.adminEmail.trim() }));
    go(`/platform/customers/${customer?.id ?? ""}`);
  });
  const { name, slug, tier, adminName, adminEmail } = values;
  return (
    <FormDialog
      title={t("new.title")}
      size="lg"
      fillsPhone
      action={action}
      submit={t(made ? "new.inviteAgain" : "new.submit")}
      disabled={[name, adminName, adminEmail].some((text) => text.trim() === "")}
      cancel={t(made ? "close" : "cancel")}
      onClose={onClose}
    >
      {made && (
        <Alert color="yellow" role="status">
          {t("new.half", { name: made.name })}
        </Alert>
      )}
      <TextInput
        data-autofocus
        label={t("new.name")}
        required
        disabled={made !== undefined}
        value={name}
        error={action.fault("customer.name") ?? action.fault("name")}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput
          label={t("new.slug")}
          description={t("new.slugHint")}
          disabled={made !== undefined}
          value={slug}
          error={action.fault("customer.slug") ?? action.fault("slug")}
          onChange={(event) => set({ slug: event.currentTarget.value })}
        />
        <NativeSelect
          label={t("new.tier")}
          description={t("new.tierHint")}
          disabled={made !== undefined}
          value={String(tier)}
          data={TIERS.map((one) => ({
            value: String(one),
            label: t(`tierLimits.${enumName(SubscriptionTierSchema, one)}`),
          }))}
          onChange={(event) => set({ tier: Number(event.currentTarget.value) as SubscriptionTier })}
        />
      </SimpleGrid>
      <Divider label={t("new.admin")} labelPosition="left" />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput
          label={t("new.adminName")}
          required
          value={adminName}
          error={action.fault("user.display_name")}
          onChange={(event) => set({ adminName: event.currentTarget.value })}
        />
        <TextInput
          label={t("new.adminEmail")}
          type="email"
          required
          value={adminEmail}
          error={action.fault("user.email")}
          onChange={(event) => set({ adminEmail: event.currentTarget.value })}
        />
      </SimpleGrid>
    </FormDialog>
  );
}
