import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import classes from "./card-link.module.css";

/** The title of a card, as a link: all of the card, which must be positioned, leads there. */
export function CardLink({
  to,
  current = false,
  resetScroll = true,
  children,
}: {
  readonly to: string;
  /** It is what the page shows. */
  readonly current?: boolean;
  /** Whether the page begins at its top again. */
  readonly resetScroll?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <Link
      to={to}
      className={classes.link}
      aria-current={current ? "true" : undefined}
      resetScroll={resetScroll}
    >
      {children}
    </Link>
  );
}
