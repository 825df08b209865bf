import { Button, CloseButton, Group, Paper, Text } from "@mantine/core";
import { useEffect, useSyncExternalStore } from "react";
import { router } from "../app/router.tsx";
import { useTexts } from "../app/texts.ts";
import { closeToast, type ShownToast, shownToasts, watchToasts } from "./toast-store.ts";
import classes from "./toasts.module.css";

const STAY_MS = 6_000;

/** Shows toasts, and reads them out. */
export function Toasts() {
  const t = useTexts();
  const shown = useSyncExternalStore(watchToasts, shownToasts);
  return (
    <section className={classes.region} aria-label={t("toast.region")} aria-live="polite">
      {shown.map((one) => (
        <OneToast key={one.id} one={one} />
      ))}
    </section>
  );
}

function OneToast({ one }: { readonly one: ShownToast }) {
  const t = useTexts();
  const { id, text, tone = "info", undo, href, stayMs = STAY_MS } = one;
  const close = (): void => closeToast(id);
  useEffect(() => {
    if (tone === "problem") return;
    const timer = setTimeout(() => closeToast(id), stayMs);
    return () => clearTimeout(timer);
  }, [id, tone, stayMs]);
  return (
    <Paper
      className={classes.toast}
      data-tone={tone}
      shadow="md"
      withBorder
      role={tone === "problem" ? "alert" : undefined}
    >
      <Group wrap="nowrap" gap="xs">
        <Text size="sm" flex={1} className={classes.text}>
          {text}
        </Text>
        {undo && (
          <Button
            size="compact-sm"
            variant="light"
            onClick={() => {
              undo();
              close();
            }}
          >
            {t("toast.undo")}
          </Button>
        )}
        {href && (
          <Button
            size="compact-sm"
            variant="light"
            onClick={() => {
              router.history.push(href);
              close();
            }}
          >
            {t("toast.open")}
          </Button>
        )}
        <CloseButton size="sm" aria-label={t("close")} onClick={close} />
      </Group>
    </Paper>
  );
}
