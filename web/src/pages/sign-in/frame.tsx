import { Anchor, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";
import { chooseLanguage, LANGUAGES, type Language, language, useTexts } from "../../app/texts.ts";
import { Logo } from "../../components/logo.tsx";
import classes from "./frame.module.css";

/** What every page of the sign-in looks like: a card in the middle, the languages below. */
export function Frame({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text?: string | undefined;
  readonly children: ReactNode;
}) {
  const t = useTexts("sign-in");
  useDocumentTitle(t("shell.windowTitle", { page: title }));
  return (
    <div className={classes.page}>
      <main className={classes.main}>
        <Group gap="xs" mb="lg">
          <Logo size={32} />
          <Text fw={700} size="lg">
            {t("shell.brand")}
          </Text>
        </Group>
        <Paper withBorder p="xl" radius="lg" className={classes.card}>
          <Stack gap="md">
            <div>
              <Title order={1}>{title}</Title>
              {text && (
                <Text c="dimmed" mt={4}>
                  {text}
                </Text>
              )}
            </div>
            {children}
          </Stack>
        </Paper>
      </main>
      <footer>
        <nav aria-label={t("shell.language")} className={classes.languages}>
          {Object.entries(LANGUAGES).map(([tag, name]) => (
            <Anchor
              key={tag}
              component="button"
              type="button"
              lang={tag}
              size="sm"
              aria-current={language() === tag ? "true" : undefined}
              fw={language() === tag ? 700 : 400}
              onClick={() => void chooseLanguage(tag as Language)}
            >
              {name}
            </Anchor>
          ))}
        </nav>
      </footer>
    </div>
  );
}
