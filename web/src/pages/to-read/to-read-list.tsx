import { Box, Button, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import {
  type Acknowledgement,
  AcknowledgementStatus,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { useList } from "../../app/list.ts";
import { useTexts } from "../../app/texts.ts";
import { DueDate } from "../../components/due-date.tsx";
import { ItemLink } from "../../components/item-link.tsx";
import { ListState, ShowMore } from "../../components/list-parts.tsx";
import { PageHeader } from "../../components/page-header.tsx";
import { StateBlock } from "../../components/state-block.tsx";
import { StatusBadge } from "../../components/status-badge.tsx";
import classes from "./to-read.module.css";
import { typeText } from "./wording.ts";

/** What waits for the reader's signature, the most urgent first. */
export function ToReadList() {
  const t = useTexts("to-read");
  const list = useList(
    AcknowledgementService.method.listMyAcknowledgements,
    { statuses: [AcknowledgementStatus.PENDING], pageSize: 50 },
    (page) => page.acknowledgements,
  );
  const count = list.first?.pendingCount ?? 0;
  return (
    <div className={classes.column}>
      <PageHeader title={t("list.title")} text={list.first && t("list.text", { count })} />
      <ListState list={list} rows={3} height={84} />
      {list.first && list.rows.length === 0 && (
        <StateBlock
          kind="empty"
          title={t("list.empty.title")}
          text={t("list.empty.text")}
          action={
            <Button variant="default" renderRoot={(props) => <Link to="/signed" {...props} />}>
              {t("list.empty.action")}
            </Button>
          }
        />
      )}
      <Stack component="ul" gap="sm" className={classes.list}>
        {list.rows.map((one) => (
          <li key={one.id}>
            <Item one={one} />
          </li>
        ))}
      </Stack>
      <ShowMore list={list} mt="md" />
    </div>
  );
}

function Item({ one }: { readonly one: Acknowledgement }) {
  const t = useTexts("to-read");
  return (
    <ItemLink
      to={`/acknowledgements/${one.id}`}
      title={one.policyTitle}
      badge={
        one.overdue && (
          <Box visibleFrom="sm">
            <StatusBadge tone="bad">{t("list.overdue")}</StatusBadge>
          </Box>
        )
      }
      late={one.overdue}
    >
      <Text size="sm" component="div">
        {t("list.due")} <DueDate time={one.dueTime} paused={one.paused} />
      </Text>
      <Text size="sm" c="dimmed">
        {t(typeText(one.type))}
      </Text>
    </ItemLink>
  );
}
