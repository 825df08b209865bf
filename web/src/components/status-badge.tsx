import { Badge } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./status-badge.module.css";

/** What a state means to the reader, whatever it is called. */
export type Tone = "neutral" | "waiting" | "good" | "warning" | "bad" | "active";

/** A state, in a word. The word carries the meaning; the colour only helps. */
export function StatusBadge({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <Badge className={classes.badge} data-tone={tone} variant="default">
      {children}
    </Badge>
  );
}
