import { Popover } from "@mantine/core";
import type { ReactElement } from "react";
import { useTexts } from "../texts.ts";
import { Notices } from "./notices.tsx";

/** The list that the bell opens. */
export function InboxPopover({
  opened,
  setOpened,
  unread,
  onRead,
  button,
}: {
  readonly opened: boolean;
  readonly setOpened: (opened: boolean) => void;
  readonly unread: number;
  readonly onRead: (unread: number) => void;
  readonly button: ReactElement;
}) {
  const t = useTexts();
  return (
    <Popover
      position="bottom-end"
      width="min(360px, calc(100vw - 24px))"
      opened={opened}
      onChange={setOpened}
      trapFocus
      returnFocus
    >
      <Popover.Target>{button}</Popover.Target>
      <Popover.Dropdown p="xs" aria-label={t("inbox.title")}>
        <Notices unread={unread} onRead={onRead} close={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}
