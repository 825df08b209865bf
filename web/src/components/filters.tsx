import { Box, Button, type ButtonProps } from "@mantine/core";
import { IconFilter, IconFilterOff } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTexts } from "../app/texts.ts";
import classes from "./filters.module.css";

interface RowProps {
  /** How narrow one of them may become. */
  readonly least: string;
  readonly maw?: string;
  readonly children: ReactNode;
}

/** What narrows a list down, side by side as there is room. */
export function FilterRow({ least, maw, closed, children }: RowProps & { readonly closed?: boolean }) {
  return (
    <Box
      component="search"
      className={classes.row}
      maw={maw}
      __vars={{ "--least": least }}
      data-closed={closed || undefined}
    >
      {children}
    </Box>
  );
}

/** Many of them: on a phone they are behind a button, unless some are in use as the page opens. */
export function FoldedFilters({ inUse, ...row }: RowProps & { readonly inUse: boolean }) {
  const t = useTexts();
  const [open, setOpen] = useState(inUse);
  return (
    <>
      <Button
        className={classes.toggle}
        variant="default"
        aria-expanded={open}
        leftSection={<IconFilter size={16} aria-hidden />}
        onClick={() => setOpen(!open)}
      >
        {t("filter.show")}
      </Button>
      <FilterRow {...row} closed={!open} />
    </>
  );
}

/** Takes filters back. */
export function ClearFilters({
  filters,
  change,
  size,
}: {
  /** Their names in the address. */
  readonly filters: readonly string[];
  readonly change: (changes: Record<string, string>) => void;
  readonly size?: ButtonProps["size"];
}) {
  const t = useTexts();
  return (
    <Button
      className={classes.clear}
      size={size}
      variant="subtle"
      leftSection={<IconFilterOff size={16} aria-hidden />}
      onClick={() => change(Object.fromEntries(filters.map((key) => [key, ""])))}
    >
      {t("filter.clear")}
    </Button>
  );
}
