import { createConnectQueryKey } from "@connectrpc/connect-query";
import { ActionIcon } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { NotificationService } from "#gen/countersign/notification/v1/notification_service_pb.ts";
import { toast } from "../../components/toast-store.ts";
import { useTexts } from "../texts.ts";
import { useInbox } from "./inbox.ts";
import classes from "./shell.module.css";

const InboxPopover = lazy(() =>
  import("./inbox-popover.tsx").then((file) => ({ default: file.InboxPopover })),
);

/** The user's inbox, live: how many are unread, and what came last. */
export function Bell() {
  const t = useTexts();
  const queryClient = useQueryClient();
  const [opened, setOpened] = useState(false);
  const [wanted, setWanted] = useState(false);
  const [unread, setUnread] = useState(0);
  useInbox((change) => {
    setUnread(change.unreadCount);
    if (!change.notification) return;
    toast({ text: change.notification.title, href: change.notification.linkPath });
    const schema = NotificationService.method.listMyNotifications;
    void queryClient.invalidateQueries({
      queryKey: createConnectQueryKey({ schema, cardinality: undefined }),
    });
  });
  const button = (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={40}
      aria-label={t("inbox.open", { count: unread })}
      aria-expanded={opened}
      aria-haspopup="dialog"
      onClick={() => {
        setWanted(true);
        setOpened((open) => !open);
      }}
    >
      <IconBell size={22} stroke={1.7} aria-hidden />
    </ActionIcon>
  );
  return (
    <div className={classes.bell} data-unread={unread === 0 ? undefined : unread > 99 ? "99+" : unread}>
      {wanted ? (
        <Suspense fallback={button}>
          <InboxPopover
            opened={opened}
            setOpened={setOpened}
            unread={unread}
            onRead={setUnread}
            button={button}
          />
        </Suspense>
      ) : (
        button
      )}
    </div>
  );
}
