import { useMutation } from "@connectrpc/connect-query";
import { Button, Group, ScrollArea, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Notification } from "#gen/countersign/notification/v1/notification_pb.ts";
import { NotificationService } from "#gen/countersign/notification/v1/notification_service_pb.ts";
import { StateBlock } from "../../components/state-block.tsx";
import { agoText } from "../../time.ts";
import { useList } from "../list.ts";
import { useTexts } from "../texts.ts";
import classes from "./shell.module.css";

const { method } = NotificationService;

/** The inbox as the bell shows it; opening one marks it as read. */
export function Notices({
  unread,
  onRead,
  close,
}: {
  readonly unread: number;
  readonly onRead: (unread: number) => void;
  readonly close: () => void;
}) {
  const t = useTexts();
  const list = useList(method.listMyNotifications, { pageSize: 30 }, (page) => page.notifications);
  const markRead = useMutation(method.markRead, {
    onSuccess: ({ unreadCount }) => {
      onRead(unreadCount);
      void list.refetch();
    },
  });
  const opened = (notice: Notification): void => {
    close();
    if (!notice.readTime) markRead.mutate({ notificationIds: [notice.id] });
  };
  return (
    <>
      <Group justify="space-between" px="xs" pb="xs">
        <Text fw={600}>{t("inbox.title")}</Text>
        {unread > 0 && (
          <Button variant="subtle" size="compact-sm" onClick={() => markRead.mutate({ all: true })}>
            {t("inbox.readAll")}
          </Button>
        )}
      </Group>
      {list.rows.length === 0 && list.isPending && <StateBlock kind="loading" small />}
      {list.error && <StateBlock kind="error" error={list.error} onRetry={() => void list.refetch()} small />}
      {list.rows.length === 0 && !list.isPending && !list.error && (
        <StateBlock kind="empty" title={t("inbox.empty")} small />
      )}
      <ScrollArea.Autosize mah="60vh">
        {list.rows.map((notice) => (
          <Link
            key={notice.id}
            to={notice.linkPath || "/"}
            className={notice.readTime ? classes.notice : `${classes.notice} ${classes.unread}`}
            onClick={() => opened(notice)}
          >
            <Text size="sm" fw={notice.readTime ? 400 : 600}>
              {notice.title}
            </Text>
            {notice.body && (
              <Text size="xs" c="dimmed" lineClamp={2}>
                {notice.body}
              </Text>
            )}
            <Text size="xs" c="dimmed">
              {agoText(notice.createTime)}
            </Text>
          </Link>
        ))}
      </ScrollArea.Autosize>
    </>
  );
}
