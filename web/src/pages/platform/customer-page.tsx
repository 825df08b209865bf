import { useQuery } from "@connectrpc/connect-query";
import { Alert, Badge, Box, Button, Group, Stack } from "@mantine/core";
import { IconEye, IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { type Customer, CustomerStatus } from "#gen/countersign/customer/v1/customer_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { SubscriptionTierSchema } from "#gen/countersign/customer/v1/subscription_pb.ts";
import { enumName } from "../../app/enum-name.ts";
import { useParam } from "../../app/navigation.ts";
import { useTexts } from "../../app/texts.ts";
import { Fact, Facts } from "../../components/facts.tsx";
import { PageHeader } from "../../components/page-header.tsx";
import { Section } from "../../components/section.tsx";
import { ListSkeleton, StateBlock } from "../../components/state-block.tsx";
import { StatusBadge } from "../../components/status-badge.tsx";
import { Usage } from "../../components/usage.tsx";
import { dayText, momentText } from "../../time.ts";
import { Administrators } from "./administrators.tsx";
import { CustomerFate } from "./customer-fate.tsx";
import { EditSubscription } from "./edit-subscription.tsx";
import { EnterCustomer } from "./enter-customer.tsx";
import { RenameCustomer } from "./rename-customer.tsx";

type Dialog = "rename" | "subscription" | "enter" | undefined;

/** One customer: what it may use, who administers it, and the way in. */
export function CustomerPage() {
  const t = useTexts("platform");
  const customerId = useParam("customerId");
  const query = useQuery(CustomerService.method.getCustomer, { customerId });
  const customer = query.data?.customer;
  const crumbs = [{ to: "/platform/customers", text: t("customers.title") }];
  if (!customer && query.error)
    return <StateBlock kind="error" error={query.error} onRetry={() => void query.refetch()} />;
  if (!customer)
    return (
      <>
        <PageHeader title={t("customer.title")} crumbs={crumbs} />
        <ListSkeleton rows={3} height={160} />
      </>
    );
  return <Known customer={customer} />;
}

function Known({ customer }: { readonly customer: Customer }) {
  const t = useTexts("platform");
  const [dialog, setDialog] = useState<Dialog>(undefined);
  const close = (): void => setDialog(undefined);
  const live = customer.status === CustomerStatus.ACTIVE;
  const { data } = useQuery(
    CustomerService.method.getSubscription,
    { customerId: customer.id },
    { enabled: live },
  );
  const subscription = data?.subscription;
  return (
    <Box maw="64rem">
      <PageHeader
        title={customer.name}
        crumbs={[{ to: "/platform/customers", text: t("customers.title") }]}
        badge={
          <StatusBadge tone={live ? "good" : "neutral"}>
            {t(live ? "customer.active" : "customer.deleted")}
          </StatusBadge>
        }
        text={t("customer.text")}
        actions={
          live && (
            <Button leftSection={<IconEye size={16} aria-hidden />} onClick={() => setDialog("enter")}>
              {t("enter.button")}
            </Button>
          )
        }
      />
      <Stack gap="lg">
        {!live && (
          <Alert color="gray">{t("customer.deletedText", { day: dayText(customer.deleteTime) })}</Alert>
        )}
        <Section
          title={t("customer.about")}
          actions={
            live && (
              <Button
                variant="default"
                leftSection={<IconPencil size={16} aria-hidden />}
                onClick={() => setDialog("rename")}
              >
                {t("rename.button")}
              </Button>
            )
          }
        >
          <Facts cols={3}>
            <Fact name={t("new.slug")}>{customer.slug}</Fact>
            <Fact name={t("customers.column.created")}>{momentText(customer.createTime)}</Fact>
            <Fact name={t("customer.id")}>{customer.id}</Fact>
          </Facts>
        </Section>
        {live && (
          <Section
            title={t("customer.subscription")}
            actions={
              subscription && (
                <Button
                  variant="default"
                  leftSection={<IconPencil size={16} aria-hidden />}
                  onClick={() => setDialog("subscription")}
                >
                  {t("subscription.button")}
                </Button>
              )
            }
          >
            {subscription ? (
              <>
                <Group gap={6}>
                  <StatusBadge tone="active">
                    {t(`tier.${enumName(SubscriptionTierSchema, subscription.tier)}`)}
                  </StatusBadge>
                  {subscription.features.map((feature) => (
                    <Badge key={feature} variant="default">
                      {feature}
                    </Badge>
                  ))}
                </Group>
                <Usage subscription={subscription} customerId={customer.id} />
              </>
            ) : (
              <ListSkeleton rows={2} />
            )}
          </Section>
        )}
        {live && <Administrators customerId={customer.id} />}
        <CustomerFate customer={customer} />
        {dialog === "rename" && <RenameCustomer customer={customer} onClose={close} />}
        {dialog === "subscription" && subscription && (
          <EditSubscription subscription={subscription} onClose={close} />
        )}
        {dialog === "enter" && <EnterCustomer customer={customer} onClose={close} />}
      </Stack>
    </Box>
  );
}
