import type {
  DescMessage,
  DescMethodUnary,
  Message,
  MessageInitShape,
  MessageShape,
} from "@bufbuild/protobuf";
import { callUnaryMethod, createConnectQueryKey, useTransport } from "@connectrpc/connect-query";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState } from "react";
import { type PageRead, type PagesRead, Places, wantedAnew, withAnew } from "./pages-read.ts";

/** A list that is read page by page, as the contract has it (`page_token`, `next_page_token`). */
export interface List<Row, Page> {
  /** All rows read so far. For very long lists rather `count` and `at`: this makes one array of all. */
  readonly rows: readonly Row[];
  /** How many rows are read so far. */
  readonly count: number;
  /** A row by its place; undefined where none is read. */
  readonly at: (place: number) => Row | undefined;
  /** Tells which rows somebody sees: of a long list only these are kept up to date. */
  readonly inSight: (first: number, end: number) => void;
  /** The first page, for numbers that stand beside the rows. */
  readonly first: Page | undefined;
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly isFetching: boolean;
  /** Waits for the network. */
  readonly isPaused: boolean;
  readonly hasMore: boolean;
  readonly readMore: () => void;
  readonly refetch: () => Promise<unknown>;
}

/**
 * Reads a list RPC as one scrolls: `useList(PolicyService.method.listPolicies, { states }, (page) => page.policies)`.
 * Write the rows' function so that it gives the same rows for the same page.
 */
export function useList<I extends DescMessage, O extends DescMessage, Row>(
  method: DescMethodUnary<I, O>,
  input: MessageInitShape<I>,
  rowsOf: (page: MessageShape<O>) => readonly Row[],
  options: { readonly enabled?: boolean } = {},
): List<Row, MessageShape<O>> {
  type Page = MessageShape<O>;
  const transport = useTransport();
  const client = useQueryClient();
  const queryKey = createConnectQueryKey({
    schema: method,
    transport,
    input,
    cardinality: "infinite",
    pageParamKey: "pageToken" as never,
  });
  const read = (pageToken: string, signal?: AbortSignal): Promise<Page> =>
    callUnaryMethod(
      transport,
      method,
      { ...input, pageToken } as MessageInitShape<I>,
      signal ? { signal } : {},
    );
  const known = (): PagesRead<Page> | undefined => client.getQueryData(queryKey);
  const sight = useRef<readonly [number, number]>([0, 0]);
  const query = useQuery<PagesRead<Page>>({
    queryKey,
    queryFn: async ({ signal }) => {
      const before = known();
      const [from, to] = wantedAnew(before?.pages ?? [], sight.current);
      let token = before?.pages[from]?.token ?? "";
      const anew: PageRead<Page>[] = [];
      do {
        const page = await read(token, signal);
        anew.push({ token, page, stale: false });
        token = nextPageToken(page);
      } while (token !== "" && from + anew.length <= to);
      const head = from > 0 ? await read("", signal) : anew[0]?.page;
      return { head: head as Page, pages: withAnew(known()?.pages ?? [], Math.max(0, from), anew, token) };
    },
    structuralSharing: false, // messages hold bigints
    enabled: options.enabled ?? true,
    placeholderData: (before) => before,
  });
  const { data, refetch, isPlaceholderData, isFetching } = query;
  const pages = data?.pages;
  // biome-ignore lint/correctness/useExhaustiveDependencies: rowsOf gives the same rows for the same page
  const places = useMemo(() => new Places((pages ?? []).map(({ page }) => rowsOf(page))), [pages]);
  const last = pages?.at(-1)?.page;
  const next = last ? nextPageToken(last) : "";
  const more = useMore(
    async () => {
      const page = await read(next);
      client.setQueryData<PagesRead<Page>>(queryKey, (before) => {
        const end = before?.pages.at(-1);
        if (!before || !end || nextPageToken(end.page) !== next) return before; // rows have come or gone meanwhile
        return { ...before, pages: [...before.pages, { token: next, page, stale: false }] };
      });
    },
    next !== "" && !isPlaceholderData,
  );

  const latest = useRef({ pages, places, isFetching });
  latest.current = { pages, places, isFetching };
  const inSight = useCallback(
    (first: number, end: number): void => {
      const now = latest.current;
      const [from, to] = [now.places.pageOf(first), now.places.pageOf(Math.max(first, end - 1))];
      sight.current = [from, to];
      if (now.pages?.slice(from, to + 1).some((one) => one.stale) && !now.isFetching) void refetch();
    },
    [refetch],
  );
  return {
    get rows() {
      return places.all();
    },
    count: places.count,
    at: (place) => places.at(place),
    inSight,
    first: data?.head,
    error: query.error ?? more.error,
    isPending: query.isPending && query.fetchStatus !== "paused",
    isFetching: isFetching || more.running,
    isPaused: query.fetchStatus === "paused",
    hasMore: next !== "",
    readMore: more.run,
    refetch,
  };
}

/** Reads the next page when it is asked to, one at a time. */
function useMore(
  read: () => Promise<void>,
  possible: boolean,
): { readonly run: () => void; readonly running: boolean; readonly error: Error | null } {
  const [state, setState] = useState<{ running: boolean; error: Error | null }>({
    running: false,
    error: null,
  });
  const running = useRef(false);
  const latest = useRef({ read, possible });
  latest.current = { read, possible };
  const run = useCallback((): void => {
    if (running.current || !latest.current.possible) return;
    running.current = true;
    setState({ running: true, error: null });
    const done = (error: Error | null): void => {
      running.current = false;
      setState({ running: false, error });
    };
    latest.current.read().then(
      () => done(null),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
    );
  }, []);
  return { run, ...state };
}

const nextPageToken = (page: Message): string =>
  "nextPageToken" in page && typeof page.nextPageToken === "string" ? page.nextPageToken : "";
