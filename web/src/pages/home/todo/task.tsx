import { Anchor, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import classes from "../home.module.css";

/** One thing that leads somewhere. */
export interface TaskLink {
  readonly to: string;
  readonly text: string;
}

/** Something that needs the reader: how many, what, and where to do it; some of them by name. */
export interface Task {
  readonly key: string;
  readonly icon: ReactNode;
  readonly count: string;
  readonly text: string;
  readonly to: string;
  readonly search?: Readonly<Record<string, string>>;
  readonly tone?: "bad" | "warning";
  readonly links?: readonly TaskLink[];
}

/** A line of the list of what needs the reader. */
export function TaskLine({ task }: { readonly task: Task }) {
  return (
    <li className={classes.task}>
      <span className={classes.mark} data-tone={task.tone}>
        {task.icon}
      </span>
      <span className={classes.count}>{task.count}</span>
      <div>
        <Anchor
          fw={550}
          renderRoot={(props) => <Link to={task.to} search={(task.search ?? {}) as never} {...props} />}
        >
          {task.text}
        </Anchor>
        {task.links && task.links.length > 0 && (
          <Text size="sm" component="ul" className={classes.names}>
            {task.links.map(({ to, text }) => (
              <li key={to}>
                <Anchor size="sm" renderRoot={(props) => <Link to={to} {...props} />}>
                  {text}
                </Anchor>
              </li>
            ))}
          </Text>
        )}
      </div>
    </li>
  );
}
