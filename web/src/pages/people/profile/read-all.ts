import { useEffect } from "react";
import type { List } from "../../../app/list.ts";

/** Reads a list to its end: for what one person has, which is never long. */
export function useReadAll({
  hasMore,
  readMore,
}: Pick<List<unknown, unknown>, "hasMore" | "readMore">): void {
  useEffect(() => {
    if (hasMore) readMore();
  }, [hasMore, readMore]);
}
