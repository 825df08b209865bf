import {
  Button,
  Divider,
  Popover,
  SegmentedControl,
  Stack,
  Text,
  useMantineColorScheme,
} from "@mantine/core";
import { IconLogout, IconUser } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useMe } from "../session.tsx";
import { signOut } from "../sign-out.ts";
import { chooseLanguage, LANGUAGES, type Language, language, useTexts } from "../texts.ts";

/** Their account, the look, the language, the way out. */
export function UserMenuOpen({
  button,
  opened,
  setOpened,
}: {
  readonly button: ReactElement;
  readonly opened: boolean;
  readonly setOpened: (opened: boolean) => void;
}) {
  const t = useTexts();
  const { user } = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Popover
      position="bottom-end"
      width="min(300px, calc(100vw - 24px))"
      opened={opened}
      onChange={setOpened}
      trapFocus
      returnFocus
    >
      <Popover.Target>{button}</Popover.Target>
      <Popover.Dropdown aria-label={t("nav.me")}>
        <Stack gap="sm">
          <div>
            <Text fw={600}>{user.displayName}</Text>
            <Text size="sm" c="dimmed" truncate>
              {user.email}
            </Text>
          </div>
          <Button
            variant="default"
            leftSection={<IconUser size={16} aria-hidden />}
            onClick={() => setOpened(false)}
            renderRoot={(props) => <Link to="/me" {...props} />}
          >
            {t("nav.me")}
          </Button>
          <Divider />
          <SegmentedControl
            fullWidth
            aria-label={t("shell.look")}
            value={colorScheme}
            onChange={(value) => setColorScheme(value as typeof colorScheme)}
            data={(["light", "dark", "auto"] as const).map((value) => ({
              value,
              label: t(`shell.scheme.short.${value}`),
            }))}
          />
          <SegmentedControl
            fullWidth
            aria-label={t("shell.language")}
            value={language()}
            onChange={(value) => void chooseLanguage(value as Language)}
            data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
          />
          <Divider />
          <Button
            variant="default"
            leftSection={<IconLogout size={16} aria-hidden />}
            onClick={() => void signOut()}
          >
            {t("shell.signOut")}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
