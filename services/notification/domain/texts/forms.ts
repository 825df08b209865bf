import type { Body } from "../catalog.ts";

/** A body of paragraphs alone. */
export const paragraphs = (action: string, ...texts: readonly string[]): Body => ({
  paragraphs: texts,
  list: [],
  more: 0,
  action,
});

/** The one thing of a list that has just one. */
export const only = <T>(items: readonly T[]): T | undefined => (items.length === 1 ? items[0] : undefined);
