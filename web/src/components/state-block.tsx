import { Button, Center, Loader, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconLock, IconMapOff, IconWifiOff } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { failureText } from "../app/failure.ts";
import { useTexts } from "../app/texts.ts";

/** What a page or a part of it says when it has nothing to show. */
export interface StateBlockProps {
  readonly kind: "empty" | "loading" | "error" | "denied" | "offline" | "not-found";
  /** In place of the usual words: what is empty, and what to do about it. */
  readonly title?: string;
  readonly text?: string;
  readonly error?: unknown;
  readonly onRetry?: () => void;
  /** What to do next: a button or a link. */
  readonly action?: ReactNode;
  /** Inside a card or a menu. */
  readonly small?: boolean;
  /** It is the whole page, without a PageHeader: its title is the page's h1. */
  readonly page?: boolean;
}

const ICONS = {
  empty: IconCircleCheck,
  error: IconAlertTriangle,
  denied: IconLock,
  offline: IconWifiOff,
  "not-found": IconMapOff,
} as const;

/** Empty, loading, failed, denied, offline or not found: what is so, and what to do next. */
export function StateBlock({
  kind,
  title,
  text,
  error,
  onRetry,
  action,
  small = false,
  page = false,
}: StateBlockProps) {
  const t = useTexts();
  if (kind === "loading") {
    return (
      <Center p={small ? "md" : "xl"} mih={small ? 0 : 200}>
        <Loader size={small ? "sm" : "md"} role="status" aria-label={t("state.loading")} />
      </Center>
    );
  }
  const Icon = ICONS[kind];
  const words =
    text ?? (kind === "error" && error !== undefined ? failureText(error) : t(`state.${kind}.text`));
  return (
    <Center p={small ? "md" : "xl"} mih={small ? 0 : "50vh"}>
      <Stack align="center" gap="xs" maw={440} ta="center" role={kind === "error" ? "alert" : undefined}>
        <Icon size={small ? 26 : 40} stroke={1.4} aria-hidden />
        {small ? (
          <Text fw={600}>{title ?? t(`state.${kind}.title`)}</Text>
        ) : (
          <Title order={page ? 1 : 2} size="h2">
            {title ?? t(`state.${kind}.title`)}
          </Title>
        )}
        {(text !== undefined || title === undefined || kind !== "empty") && <Text c="dimmed">{words}</Text>}
        {onRetry && (
          <Button variant="default" onClick={onRetry}>
            {t("state.retry")}
          </Button>
        )}
        {action}
      </Stack>
    </Center>
  );
}

/** Grey lines in the shape of a list that is being loaded. */
export function ListSkeleton({
  rows = 6,
  height = 48,
}: {
  readonly rows?: number;
  readonly height?: number;
}) {
  const t = useTexts();
  return (
    <Stack gap="xs" role="status" aria-label={t("state.loading")}>
      {Array.from({ length: rows }, (_, i) => `line ${i}`).map((key) => (
        <Skeleton key={key} height={height} radius="md" />
      ))}
    </Stack>
  );
}
