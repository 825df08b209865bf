import { Stack, type StackProps } from "@mantine/core";
import type { ReactNode } from "react";

/** A form, its parts below each other. What is wrong with its fields, the server says in the reader's language, not the browser. */
export function Form({
  onSubmit,
  maw,
  children,
}: {
  readonly onSubmit: () => void;
  readonly maw?: StackProps["maw"];
  readonly children: ReactNode;
}) {
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <Stack maw={maw}>{children}</Stack>
    </form>
  );
}
