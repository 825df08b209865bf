import { useMemo } from "react";
import { ChannelSchema, type Delivery } from "#gen/countersign/notification/v1/delivery_pb.ts";
import { NotificationService } from "#gen/countersign/notification/v1/notification_service_pb.ts";
import { type Command, useCommands } from "../../app/commands.ts";
import { enumName } from "../../app/enum-name.ts";
import { useList } from "../../app/list.ts";
import { useUrlState } from "../../app/navigation.ts";
import { writeSearch } from "../../app/search.ts";
import { useTexts } from "../../app/texts.ts";
import { PageHeader } from "../../components/page-header.tsx";
import { PersonBadge } from "../../components/person-badge.tsx";
import { RefreshButton } from "../../components/refresh-button.tsx";
import { StateBlock } from "../../components/state-block.tsx";
import type { Column } from "../../components/table/column.ts";
import { DataTable } from "../../components/table/data-table.tsx";
import { momentText } from "../../time.ts";
import { deliveriesRequest } from "./deliveries-request.ts";
import { DeliveryDetails } from "./delivery-details.tsx";
import { DeliveryFilters } from "./delivery-filters.tsx";
import { DeliveryStateBadge } from "./delivery-state.tsx";

/** Every message that was sent or waits to be: to whom, how, and whether it arrived. */
export function DeliveriesPage() {
  const t = useTexts("deliveries");
  const [search, change] = useUrlState();
  const list = useList(
    NotificationService.method.listDeliveries,
    deliveriesRequest(search),
    (page) => page.deliveries,
  );
  const columns = useMemo(
    (): readonly Column<Delivery>[] => [
      {
        key: "subject",
        header: t("column.subject"),
        width: "minmax(12rem, 2fr)",
        onPhone: "title",
        cell: ({ subject }) => subject,
      },
      {
        key: "to",
        header: t("column.to"),
        width: "minmax(16rem, 2fr)",
        cell: ({ recipientName, recipientAddress }) => (
          <PersonBadge
            name={recipientName || recipientAddress}
            detail={recipientName && recipientAddress.includes("@") ? recipientAddress : ""}
            size={28}
          />
        ),
      },
      {
        key: "channel",
        header: t("column.channel"),
        width: "7.5rem",
        cell: ({ channel }) => t(`channel.${enumName(ChannelSchema, channel)}`),
      },
      {
        key: "state",
        header: t("column.state"),
        width: "8rem",
        cell: ({ state }) => <DeliveryStateBadge state={state} />,
      },
      {
        key: "when",
        header: t("column.when"),
        width: "12rem",
        cell: ({ updateTime }) => momentText(updateTime),
      },
    ],
    [t],
  );
  const commands = useMemo(
    (): readonly Command[] => [
      { id: "deliveries.failed", label: t("command.failed"), run: () => change({ state: "FAILED" }) },
    ],
    [t, change],
  );
  useCommands(commands);
  return (
    <>
      <PageHeader title={t("title")} text={t("text")} actions={<RefreshButton list={list} />} />
      <DeliveryFilters search={search} change={change} />
      <DataTable
        label={t("title")}
        columns={columns}
        list={list}
        rowKey={({ id }) => id}
        hrefOf={({ id, eventId }) => `/deliveries${writeSearch({ ...search, delivery: id, cause: eventId })}`}
        height="calc(100dvh - 21rem)"
        empty={<StateBlock kind="empty" title={t("empty.title")} text={t("empty.text")} />}
      />
      {search.delivery && (
        <DeliveryDetails
          known={list.rows.find(({ id }) => id === search.delivery)}
          deliveryId={search.delivery}
          eventId={search.cause ?? ""}
          onClose={() => change({ delivery: "", cause: "" })}
        />
      )}
    </>
  );
}
