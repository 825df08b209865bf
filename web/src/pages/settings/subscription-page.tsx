import { useQuery } from "@connectrpc/connect-query";
import { Alert, Badge, Group, Stack, Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { SubscriptionTierSchema } from "#gen/countersign/customer/v1/subscription_pb.ts";
import { enumName } from "../../app/enum-name.ts";
import { useTexts } from "../../app/texts.ts";
import { Fact, Facts } from "../../components/facts.tsx";
import { Section } from "../../components/section.tsx";
import { ListSkeleton, StateBlock } from "../../components/state-block.tsx";
import { StatusBadge } from "../../components/status-badge.tsx";
import { Usage } from "../../components/usage.tsx";
import { momentText } from "../../time.ts";
import { SettingsFrame } from "./settings-frame.tsx";

/** What the company may use, and how much of it is used. */
export function SubscriptionPage() {
  const t = useTexts("settings");
  const query = useQuery(CustomerService.method.getSubscription, {});
  const customer = useQuery(CustomerService.method.getCustomer, {});
  const subscription = query.data?.subscription;
  return (
    <SettingsFrame title={t("subscription.title")}>
      {query.error && !subscription && (
        <StateBlock kind="error" error={query.error} onRetry={() => void query.refetch()} />
      )}
      {!query.error && !subscription && <ListSkeleton rows={2} height={180} />}
      {subscription && (
        <Stack gap="lg">
          <Section
            title={t("subscription.plan.title")}
            actions={
              <StatusBadge tone="active">
                {t(`tier.${enumName(SubscriptionTierSchema, subscription.tier)}`)}
              </StatusBadge>
            }
          >
            <Facts>
              <Fact name={t("subscription.plan.company")}>{customer.data?.customer?.name ?? "–"}</Fact>
              <Fact name={t("subscription.plan.slug")}>{customer.data?.customer?.slug ?? "–"}</Fact>
              <Fact name={t("subscription.plan.features")}>
                {subscription.features.length === 0 ? (
                  t("subscription.plan.noFeatures")
                ) : (
                  <Group gap={6}>
                    {subscription.features.map((feature) => (
                      <Badge key={feature} variant="default">
                        {featureText(t, feature)}
                      </Badge>
                    ))}
                  </Group>
                )}
              </Fact>
              <Fact name={t("subscription.plan.changed")}>{momentText(subscription.updateTime)}</Fact>
            </Facts>
          </Section>
          <Section title={t("subscription.usage.title")} text={t("subscription.usage.text")}>
            <Usage subscription={subscription} customerId="" />
          </Section>
          <Alert color="gray" icon={<IconInfoCircle aria-hidden />}>
            <Text size="sm">{t("subscription.change")}</Text>
          </Alert>
        </Stack>
      )}
    </SettingsFrame>
  );
}

/** A feature in words, or as the operator named it. */
function featureText(t: (key: string) => string, feature: string): string {
  const text = t(`feature.${feature}`);
  return text === `feature.${feature}` ? feature : text;
}
