import { Checkbox, UnstyledButton } from "@mantine/core";
import { IconSortAscending, IconSortDescending } from "@tabler/icons-react";
import { useTexts } from "../../app/texts.ts";
import type { Column } from "./column.ts";
import classes from "./data-table.module.css";
import type { Selection } from "./selection.ts";

/** The head of a DataTable: what the columns are, which one it is sorted by, and a box for all rows. */
export function TableHead<Row>({
  columns,
  tracks,
  selection,
  all,
  allKeys,
}: {
  readonly columns: readonly Column<Row>[];
  readonly tracks: string;
  readonly selection: Selection | undefined;
  /** All rows that are read are selected. */
  readonly all: boolean;
  readonly allKeys: () => readonly string[];
}) {
  const t = useTexts();
  return (
    <div className={classes.head} role="row" aria-rowindex={1} style={{ gridTemplateColumns: tracks }}>
      {selection && (
        <div role="columnheader" className={classes.check}>
          <Checkbox
            size="xs"
            aria-label={t("table.selectAll")}
            checked={all}
            indeterminate={!all && selection.size > 0}
            onChange={() => (all ? selection.clear() : selection.add(allKeys()))}
          />
        </div>
      )}
      {columns.map(({ key, header, align, sort }) => (
        <div
          key={key}
          role="columnheader"
          aria-sort={sort?.direction}
          data-align={align ?? "start"}
          className={classes.cell}
        >
          {sort ? (
            <UnstyledButton className={classes.sort} onClick={sort.turn}>
              {header}
              {sort.direction === "ascending" ? (
                <IconSortAscending size={16} aria-hidden />
              ) : (
                <IconSortDescending size={16} aria-hidden />
              )}
            </UnstyledButton>
          ) : (
            header
          )}
        </div>
      ))}
    </div>
  );
}
