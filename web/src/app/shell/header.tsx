import { Burger, Group, Kbd, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Logo } from "../../components/logo.tsx";
import { useMe } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { Bell } from "./bell.tsx";
import classes from "./shell.module.css";
import { UserMenu } from "./user-menu.tsx";

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The bar at the top. */
export function Header({
  menu,
  toggleMenu,
  openPalette,
}: {
  readonly menu: boolean;
  readonly toggleMenu: (() => void) | undefined;
  readonly openPalette: () => void;
}) {
  const t = useTexts();
  const me = useMe();
  return (
    <Group h="100%" px="md" wrap="nowrap" justify="space-between">
      <Group wrap="nowrap" gap="sm">
        {toggleMenu && (
          <Burger
            opened={menu}
            onClick={toggleMenu}
            hiddenFrom="sm"
            size="sm"
            aria-label={t("shell.menu")}
            aria-expanded={menu}
          />
        )}
        <Link to="/" className={classes.brand}>
          <Logo />
          {t("shell.brand")}
        </Link>
      </Group>
      <UnstyledButton className={classes.search} onClick={openPalette} visibleFrom="sm">
        <IconSearch size={16} aria-hidden />
        <span>{t("palette.open")}</span>
        <Kbd size="xs">{isApple ? "⌘K" : "Ctrl K"}</Kbd>
      </UnstyledButton>
      <Group gap={4} wrap="nowrap">
        <UnstyledButton hiddenFrom="sm" onClick={openPalette} p={8}>
          <IconSearch size={20} aria-hidden />
          <VisuallyHidden>{t("palette.open")}</VisuallyHidden>
        </UnstyledButton>
        {me.user.customerId !== "" && <Bell />}
        <UserMenu />
      </Group>
    </Group>
  );
}
