import { Code, ConnectError } from "@connectrpc/connect";
import { QueryClient } from "@tanstack/react-query";

const WORTH_REPEATING: ReadonlySet<Code> = new Set([Code.Unavailable, Code.DeadlineExceeded, Code.Unknown]);

/** What the server said, kept for a while; reads are repeated when the server was away for a moment. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, error) => count < 2 && WORTH_REPEATING.has(ConnectError.from(error).code),
    },
    mutations: { retry: false },
  },
});
