import { UnstyledButton } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useMe } from "../session.tsx";
import { useTexts } from "../texts.ts";
import classes from "./shell.module.css";

const UserMenuOpen = lazy(() =>
  import("./user-menu-open.tsx").then((file) => ({ default: file.UserMenuOpen })),
);

/** Who is signed in; the menu behind it is loaded when it is first opened. */
export function UserMenu() {
  const t = useTexts();
  const { user } = useMe();
  const [wanted, setWanted] = useState(false);
  const [opened, setOpened] = useState(false);
  const button = (
    <UnstyledButton
      className={classes.initials}
      data-initials={initialsOf(user.displayName)}
      aria-label={t("shell.account", { name: user.displayName })}
      aria-haspopup="dialog"
      aria-expanded={opened}
      onClick={() => {
        setWanted(true);
        setOpened((open) => !open);
      }}
    />
  );
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <UserMenuOpen button={button} opened={opened} setOpened={setOpened} />
    </Suspense>
  );
}

/** First letters of the first and the last name. */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("")
    .toUpperCase();
}
