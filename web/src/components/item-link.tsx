import { Text } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import classes from "./item-link.module.css";

/** A thing that waits for somebody, as one large link: what it is, and what there is to know of it. */
export function ItemLink({
  to,
  title,
  badge,
  late = false,
  stacks = false,
  children,
}: {
  readonly to: string;
  readonly title: string;
  readonly badge: ReactNode;
  /** It should have been done by now. */
  readonly late?: boolean;
  /** On a phone, the badge stands above. */
  readonly stacks?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <Link to={to} className={classes.item} data-late={late || undefined} data-stacks={stacks || undefined}>
      <div className={classes.text}>
        <Text fw={600} size="lg" className={classes.title}>
          {title}
        </Text>
        {children}
      </div>
      {badge}
      <IconChevronRight aria-hidden className={classes.chevron} />
    </Link>
  );
}
