import { NativeSelect, NumberInput, TagsInput, Text } from "@mantine/core";
import { useState } from "react";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import {
  type Subscription,
  type SubscriptionTier,
  SubscriptionTierSchema,
} from "#gen/countersign/customer/v1/subscription_pb.ts";
import { useAction } from "../../app/action.ts";
import { useClient } from "../../app/client.ts";
import { enumName } from "../../app/enum-name.ts";
import { useFresh } from "../../app/fresh.ts";
import { useTexts } from "../../app/texts.ts";
import { FormDialog } from "../../components/form-dialog.tsx";
import { toastDone } from "../../components/toast-store.ts";
import { TIERS } from "./tiers.ts";

const KNOWN_FEATURES = ["sso", "scim", "webhooks"];

/** Changes a customer's tier, limits or features; another tier brings its own limits. */
export function EditSubscription({
  subscription,
  onClose,
}: {
  readonly subscription: Subscription;
  readonly onClose: () => void;
}) {
  const t = useTexts("platform");
  const client = useClient(CustomerService);
  const fresh = useFresh();
  const [before] = useState(subscription);
  const [tier, setTier] = useState(subscription.tier);
  const [employees, setEmployees] = useState<number | string>(subscription.maxEmployees);
  const [policies, setPolicies] = useState<number | string>(subscription.maxPublishedPolicies);
  const [features, setFeatures] = useState<string[]>([...subscription.features]);
  const otherTier = tier !== before.tier;
  const action = useAction(async (overwrite = false) => {
    await client.updateSubscription({
      customerId: before.customerId,
      subscription: {
        tier,
        maxEmployees: Number(employees),
        maxPublishedPolicies: Number(policies),
        features,
      },
      updateMask: { paths: otherTier ? ["tier"] : ["max_employees", "max_published_policies", "features"] },
      etag: overwrite ? "" : before.etag,
    });
    await fresh(CustomerService);
    toastDone(t("saved"));
    onClose();
  });
  return (
    <FormDialog
      title={t("subscription.title")}
      action={action}
      onClose={onClose}
      submit={t("save")}
      changes={CustomerService}
    >
      <NativeSelect
        data-autofocus
        label={t("new.tier")}
        value={String(tier)}
        data={TIERS.map((one) => ({
          value: String(one),
          label: t(`tierLimits.${enumName(SubscriptionTierSchema, one)}`),
        }))}
        onChange={(event) => setTier(Number(event.currentTarget.value) as SubscriptionTier)}
      />
      {otherTier ? (
        <Text size="sm" c="dimmed">
          {t("subscription.otherTier")}
        </Text>
      ) : (
        <>
          <NumberInput
            label={t("customers.column.employees")}
            description={t("subscription.unlimitedHint")}
            min={0}
            max={10_000_000}
            allowDecimal={false}
            value={employees}
            error={action.fault("max_employees")}
            onChange={setEmployees}
          />
          <NumberInput
            label={t("customers.column.policies")}
            description={t("subscription.unlimitedHint")}
            min={0}
            max={1_000_000}
            allowDecimal={false}
            value={policies}
            error={action.fault("max_published_policies")}
            onChange={setPolicies}
          />
          <TagsInput
            label={t("subscription.features")}
            data={KNOWN_FEATURES}
            value={features}
            error={action.fault("features")}
            onChange={setFeatures}
          />
        </>
      )}
    </FormDialog>
  );
}
