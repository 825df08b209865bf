import { numberText } from "../../../numbers.ts";

/** How often the home page looks again, ms. */
export const LIVE_MS = 20_000;

/** Queries of the home page look again while somebody looks. */
export const LIVE = { refetchInterval: LIVE_MS } as const;

/** So many are counted; of more the page says "20+". */
export const SOME = 20;

/** A count of what one page of a list holds: "7", or "20+" when there are more. */
export const atMost = (count: number, nextPageToken: string): string =>
  nextPageToken === "" ? numberText(count) : `${numberText(count)}+`;
