import { Link } from "@tanstack/react-router";
import { useMe } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { navFor } from "./nav-items.ts";
import classes from "./shell.module.css";

/** On phones, for people who only read and sign: their few pages within reach of a thumb. */
export function BottomBar() {
  const t = useTexts();
  const items = navFor(useMe()).flatMap((section) => section.items);
  return (
    <nav className={classes.bar} aria-label={t("shell.navigation")}>
      {items.map(({ to, text, icon: Icon }) => (
        <Link key={to} to={to} className={classes.barItem} activeOptions={{ includeSearch: false }}>
          <Icon size={22} stroke={1.7} aria-hidden />
          {t(`nav.${text}`)}
        </Link>
      ))}
    </nav>
  );
}
