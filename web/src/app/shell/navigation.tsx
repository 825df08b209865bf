import { Link, useRouterState } from "@tanstack/react-router";
import { useMe } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { navFor } from "./nav-items.ts";
import classes from "./shell.module.css";

/** The menu at the side: groups of pages that this person may open. */
export function Navigation() {
  const t = useTexts();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const sections = navFor(useMe());
  const deepest = sections
    .flatMap(({ items }) => items.map(({ to }) => to))
    .filter((to) => path === to || path.startsWith(`${to}/`))
    .reduce((a, b) => (b.length > a.length ? b : a), "");
  return sections.map(({ group, items }) => (
    <div key={group}>
      {group !== "home" && <div className={classes.group}>{t(`nav.group.${group}`)}</div>}
      {items.map(({ to, text, icon: Icon }) => (
        <Link
          key={to}
          to={to}
          className={classes.link}
          activeOptions={{ includeSearch: false, exact: to !== deepest }}
        >
          <Icon size={18} stroke={1.7} aria-hidden />
          {t(`nav.${text}`)}
        </Link>
      ))}
    </div>
  ));
}
