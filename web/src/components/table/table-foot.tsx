import { Loader, UnstyledButton } from "@mantine/core";
import { failureText } from "../../app/failure.ts";
import type { List } from "../../app/list.ts";
import { useTexts } from "../../app/texts.ts";
import classes from "./data-table.module.css";
import type { ToEnd } from "./to-end.ts";

/** Below a DataTable: how many rows there are, and the way to the last one. */
export function TableFoot({
  count,
  list,
  selected,
  toEnd,
}: {
  readonly count: number;
  readonly list: Pick<List<unknown, unknown>, "hasMore" | "isFetching" | "error" | "readMore" | "refetch">;
  readonly selected: number;
  readonly toEnd: ToEnd;
}) {
  const t = useTexts();
  const { hasMore, isFetching, error } = list;
  const retry = (): void => {
    if (hasMore) list.readMore();
    void list.refetch();
  };
  if (error && !isFetching)
    return (
      <div className={classes.foot} role="alert">
        {failureText(error)}
        <UnstyledButton className={classes.toEnd} onClick={retry}>
          {t("state.retry")}
        </UnstyledButton>
      </div>
    );
  return (
    <div className={classes.foot}>
      <span aria-live={toEnd.running ? "off" : "polite"}>
        {selected > 0
          ? t("table.selected", { count: selected })
          : t(hasMore ? "table.rowsSoFar" : "table.rows", { count })}
      </span>
      {isFetching && <Loader size={14} aria-label={t("state.loading")} role="status" />}
      {hasMore && (
        <UnstyledButton className={classes.toEnd} onClick={toEnd.running ? toEnd.stop : toEnd.start}>
          {t(toEnd.running ? "table.stop" : "table.toEnd")}
        </UnstyledButton>
      )}
    </div>
  );
}
