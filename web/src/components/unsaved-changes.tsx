import { Button, Group, Stack, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { useTexts } from "../app/texts.ts";
import { Dialog } from "./dialog.tsx";

/** Keeps people from leaving a page with changes that are not saved, unless they mean to. */
export function UnsavedChanges({ dirty }: { readonly dirty: boolean }) {
  const t = useTexts();
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => dirty,
    withResolver: true,
  });
  if (blocker.status !== "blocked") return null;
  return (
    <Dialog title={t("unsaved.title")} onClose={blocker.reset}>
      <Stack>
        <Text>{t("unsaved.text")}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={blocker.proceed}>
            {t("unsaved.leave")}
          </Button>
          <Button data-autofocus onClick={blocker.reset}>
            {t("unsaved.stay")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
