import type { DescService } from "@bufbuild/protobuf";
import { type Client, createClient } from "@connectrpc/connect";
import { useTransport } from "@connectrpc/connect-query";
import { useMemo } from "react";

/** A generated client, for calls that are no queries: `const identity = useClient(IdentityService)`. */
export function useClient<S extends DescService>(service: S): Client<S> {
  const transport = useTransport();
  return useMemo(() => createClient(service, transport), [service, transport]);
}

/** A new `request_id`: the same call with the same one has its effect once. */
export const newRequestId = (): string => crypto.randomUUID();
