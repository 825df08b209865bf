import { Button, Stack, Text } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import {
  type Acknowledgement,
  AcknowledgementStatus,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { useList } from "../../app/list.ts";
import { useTexts } from "../../app/texts.ts";
import { DueDate } from "../../components/due-date.tsx";
import { PageHeader } from "../../components/page-header.tsx";
import { ListSkeleton, StateBlock } from "../../components/state-block.tsx";
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
      {list.isPending && <ListSkeleton rows={3} height={84} />}
      {list.isPaused && !list.first && <StateBlock kind="offline" />}
      {list.error && <StateBlock kind="error" error={list.error} onRetry={() => void list.refetch()} />}
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
      {list.hasMore && (
        <Button variant="default" mt="md" loading={list.isFetching} onClick={list.readMore}>
          {t("list.more")}
        </Button>
      )}
    </div>
  );
}

function Item({ one }: { readonly one: Acknowledgement }) {
  const t = useTexts("to-read");
  return (
    <Link to={`/acknowledgements/${one.id}`} className={classes.item} data-late={one.overdue || undefined}>
      <div className={classes.itemText}>
        <Text fw={600} size="lg" className={classes.itemTitle}>
          {one.policyTitle}
        </Text>
        <Text size="sm" component="div">
          {t("list.due")} <DueDate time={one.dueTime} paused={one.paused} />
        </Text>
        <Text size="sm" c="dimmed">
          {t(typeText(one.type))}
        </Text>
      </div>
      {one.overdue && <StatusBadge tone="bad">{t("list.overdue")}</StatusBadge>}
      <IconChevronRight aria-hidden className={classes.chevron} />
    </Link>
  );
}
