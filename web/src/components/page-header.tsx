import { Group, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTexts } from "../app/texts.ts";
import classes from "./page-header.module.css";

/** The way back to where this page hangs. */
export interface Crumb {
  readonly to: string;
  readonly text: string;
}

/** The head of every page: its one h1, what it is for, the way back, and what can be done here. Also names the window. */
export function PageHeader({
  title,
  text,
  crumbs = [],
  badge,
  actions,
}: {
  readonly title: string;
  readonly text?: ReactNode;
  readonly crumbs?: readonly Crumb[];
  readonly badge?: ReactNode;
  readonly actions?: ReactNode;
}) {
  const t = useTexts();
  useDocumentTitle(t("shell.windowTitle", { page: title }));
  return (
    <Stack component="header" gap={4} mb="lg">
      {crumbs.length > 0 && (
        <nav aria-label={t("shell.crumbs")} className={classes.crumbs}>
          {crumbs.map(({ to, text: words }) => (
            <Link key={to} to={to}>
              {words}
            </Link>
          ))}
        </nav>
      )}
      <Group justify="space-between" align="flex-start" gap="sm">
        <div className={classes.words}>
          <Group gap="sm" align="center">
            <Title order={1} className={classes.title}>
              {title}
            </Title>
            {badge}
          </Group>
          {text && (
            <Text c="dimmed" maw="70ch" component="div" mt={4}>
              {text}
            </Text>
          )}
        </div>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
    </Stack>
  );
}
