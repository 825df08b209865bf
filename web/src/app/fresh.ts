import type { DescService } from "@bufbuild/protobuf";
import { createConnectQueryKey } from "@connectrpc/connect-query";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

/** Reads anew what is shown of a service, after a change of it: `await fresh(IdentityService)`. */
export function useFresh(): (service: DescService) => Promise<void> {
  const queries = useQueryClient();
  return useCallback(
    (service) =>
      queries.invalidateQueries({
        queryKey: createConnectQueryKey({ schema: service, cardinality: undefined }),
      }),
    [queries],
  );
}
