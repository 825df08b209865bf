import { Button, type ButtonProps } from "@mantine/core";
import type { List } from "../app/list.ts";
import { useTexts } from "../app/texts.ts";
import { ListSkeleton, StateBlock } from "./state-block.tsx";

/** What stands above the rows of a list: that it is being read, that there is no network, what went wrong. */
export function ListState({
  list,
  rows,
  height,
}: {
  readonly list: Pick<List<unknown, unknown>, "isPending" | "isPaused" | "first" | "error" | "refetch">;
  /** How many rows are drawn meanwhile, and how high, in px. */
  readonly rows: number;
  readonly height: number;
}) {
  return (
    <>
      {list.isPending && <ListSkeleton rows={rows} height={height} />}
      {list.isPaused && !list.first && <StateBlock kind="offline" />}
      {list.error && <StateBlock kind="error" error={list.error} onRetry={() => void list.refetch()} />}
    </>
  );
}

/** Stands below the rows of a list: reads more of them, while there are more. */
export function ShowMore({
  list,
  ...look
}: {
  readonly list: Pick<List<unknown, unknown>, "hasMore" | "isFetching" | "readMore">;
} & Pick<ButtonProps, "mt" | "variant" | "size">) {
  const t = useTexts();
  if (!list.hasMore) return null;
  return (
    <Button variant="default" loading={list.isFetching} onClick={list.readMore} {...look}>
      {t("showMore")}
    </Button>
  );
}
