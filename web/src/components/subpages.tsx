import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import classes from "./subpages.module.css";

/** A page that belongs to the same subject. */
export interface Subpage {
  readonly to: string;
  readonly text: string;
  readonly icon?: ReactNode;
}

/** Links to the pages of one subject; the one that is shown stands out. */
export function Subpages({ label, pages }: { readonly label: string; readonly pages: readonly Subpage[] }) {
  return (
    <nav aria-label={label} className={classes.nav}>
      {pages.map(({ to, text, icon }) => (
        <Link key={to} to={to} className={classes.link} activeOptions={{ exact: true, includeSearch: false }}>
          {icon}
          {text}
        </Link>
      ))}
    </nav>
  );
}
