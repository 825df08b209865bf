import { Button, SegmentedControl, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMemo } from "react";
import { type Customer, CustomerStatus } from "#gen/countersign/customer/v1/customer_pb.ts";
import type { ListCustomersResponse } from "#gen/countersign/customer/v1/customer_requests_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { type Subscription, SubscriptionTierSchema } from "#gen/countersign/customer/v1/subscription_pb.ts";
import { type Command, useCommands } from "../../app/commands.ts";
import { enumName } from "../../app/enum-name.ts";
import { useList } from "../../app/list.ts";
import { useUrlState } from "../../app/navigation.ts";
import { language, useTexts } from "../../app/texts.ts";
import { PageHeader } from "../../components/page-header.tsx";
import { SearchField } from "../../components/search-field.tsx";
import { StateBlock } from "../../components/state-block.tsx";
import { StatusBadge } from "../../components/status-badge.tsx";
import type { Column } from "../../components/table/column.ts";
import { DataTable } from "../../components/table/data-table.tsx";
import { dayText } from "../../time.ts";
import { NewCustomer } from "./new-customer.tsx";
import classes from "./platform.module.css";

/** A customer with what it may use. */
interface Row {
  readonly customer: Customer;
  readonly subscription: Subscription | undefined;
}

/** Every customer of the platform. */
export function CustomersPage() {
  const t = useTexts("platform");
  const [search, change] = useUrlState();
  const deleted = search.status === "DELETED";
  const list = useList(
    CustomerService.method.listCustomers,
    {
      query: search.q ?? "",
      status: deleted ? CustomerStatus.DELETED : CustomerStatus.ACTIVE,
      pageSize: 100,
    },
    rowsOf,
  );
  const columns = useMemo((): readonly Column<Row>[] => {
    const limit = (most: number | undefined): string =>
      most === undefined ? "–" : most === 0 ? t("unlimited") : new Intl.NumberFormat(language()).format(most);
    return [
      {
        key: "name",
        header: t("customers.column.name"),
        width: "minmax(14rem, 2fr)",
        onPhone: "title",
        cell: ({ customer }) => (
          <div>
            {customer.name}
            <Text size="xs" c="dimmed">
              {customer.slug}
            </Text>
          </div>
        ),
      },
      {
        key: "tier",
        header: t("customers.column.tier"),
        width: "8rem",
        cell: ({ subscription }) =>
          subscription && (
            <StatusBadge tone="active">
              {t(`tier.${enumName(SubscriptionTierSchema, subscription.tier)}`)}
            </StatusBadge>
          ),
      },
      {
        key: "employees",
        header: t("customers.column.employees"),
        width: "9rem",
        align: "end",
        cell: ({ subscription }) => limit(subscription?.maxEmployees),
      },
      {
        key: "policies",
        header: t("customers.column.policies"),
        width: "9rem",
        align: "end",
        cell: ({ subscription }) => limit(subscription?.maxPublishedPolicies),
      },
      {
        key: "time",
        header: t(deleted ? "customers.column.deleted" : "customers.column.created"),
        width: "9rem",
        cell: ({ customer }) => dayText(deleted ? customer.deleteTime : customer.createTime),
      },
    ];
  }, [t, deleted]);
  const commands = useMemo(
    (): readonly Command[] => [
      { id: "customers.new", label: t("new.title"), run: () => change({ new: "1" }) },
    ],
    [t, change],
  );
  useCommands(commands);
  return (
    <>
      <PageHeader
        title={t("customers.title")}
        text={t("customers.text")}
        actions={
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => change({ new: "1" })}>
            {t("new.title")}
          </Button>
        }
      />
      <search className={classes.filters}>
        <SearchField
          label={t("search")}
          placeholder={t("customers.searchHint")}
          value={search.q ?? ""}
          onChange={(q) => change({ q })}
        />
        <SegmentedControl
          aria-label={t("customers.status")}
          value={deleted ? "DELETED" : ""}
          onChange={(status) => change({ status })}
          data={[
            { value: "", label: t("customers.active") },
            { value: "DELETED", label: t("customers.deleted") },
          ]}
        />
      </search>
      <DataTable
        label={t("customers.title")}
        columns={columns}
        list={list}
        rowKey={({ customer }) => customer.id}
        hrefOf={({ customer }) => `/platform/customers/${customer.id}`}
        empty={
          <StateBlock
            kind="empty"
            title={t(deleted ? "customers.noneDeleted" : "customers.none")}
            text={t(deleted ? "customers.noneDeletedText" : "customers.noneText")}
          />
        }
      />
      {search.new && <NewCustomer onClose={() => change({ new: "" })} />}
    </>
  );
}

const rowsOf = ({ customers, subscriptions }: ListCustomersResponse): readonly Row[] =>
  customers.map((customer, i) => ({ customer, subscription: subscriptions[i] }));
