import { Link } from "@tanstack/react-router";
import { useMe } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { navFor } from "./nav-items.ts";
import classes from "./shell.module.css";

/** The menu at the side: groups of pages that this person may open. */
export function Navigation() {
  const t = useTexts();
  return navFor(useMe()).map(({ group, items }) => (
    <div key={group}>
      {group !== "home" && <div className={classes.group}>{t(`nav.group.${group}`)}</div>}
      {items.map(({ to, text, icon: Icon }) => (
        <Link key={to} to={to} className={classes.link} activeOptions={{ includeSearch: false }}>
          <Icon size={18} stroke={1.7} aria-hidden />
          {t(`nav.${text}`)}
        </Link>
      ))}
    </div>
  ));
}
