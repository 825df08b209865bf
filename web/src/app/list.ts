import type {
  DescMessage,
  DescMethodUnary,
  Message,
  MessageInitShape,
  MessageShape,
} from "@bufbuild/protobuf";
import { callUnaryMethod, createConnectQueryKey, useTransport } from "@connectrpc/connect-query";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";

/** A list that is read page by page, as the contract has it (`page_token`, `next_page_token`). */
export interface List<Row, Page> {
  /** All rows read so far. */
  readonly rows: readonly Row[];
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
  const transport = useTransport();
  const query = useInfiniteQuery({
    queryKey: createConnectQueryKey({
      schema: method,
      transport,
      input,
      cardinality: "infinite",
      pageParamKey: "pageToken" as never,
    }),
    queryFn: ({ pageParam, signal }) =>
      callUnaryMethod(transport, method, { ...input, pageToken: pageParam } as MessageInitShape<I>, {
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => nextPageToken(page) || undefined,
    structuralSharing: false, // messages hold bigints
    enabled: options.enabled ?? true,
    placeholderData: (before) => before,
  });
  const pages = query.data?.pages;
  // biome-ignore lint/correctness/useExhaustiveDependencies: rowsOf gives the same rows for the same page
  const rows = useMemo(() => (pages ?? []).flatMap((page) => rowsOf(page)), [pages]);
  return {
    rows,
    first: pages?.[0],
    error: query.error,
    isPending: query.isPending && query.fetchStatus !== "paused",
    isFetching: query.isFetching,
    isPaused: query.fetchStatus === "paused",
    hasMore: query.hasNextPage,
    readMore: () => {
      if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
    },
    refetch: query.refetch,
  };
}

const nextPageToken = (page: Message): string =>
  "nextPageToken" in page && typeof page.nextPageToken === "string" ? page.nextPageToken : "";
