import { Text } from "@mantine/core";
import classes from "./quote.module.css";

/** What somebody wrote, as they wrote it. */
export function Quote({ children }: { readonly children: string }) {
  return (
    <Text component="blockquote" size="sm" className={classes.quote}>
      {children}
    </Text>
  );
}
