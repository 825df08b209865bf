import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

/** A part of the address, such as the id in `/policies/$policyId`; empty when there is none. */
export function useParam(name: string): string {
  const params: Readonly<Record<string, string | undefined>> = useParams({ strict: false });
  return params[name] ?? "";
}

/**
 * What stands in the address after "?", and a function that changes some of it: filters stay there, so that a link and
 * a reload show the same. Changed values replace the entry in the browser's history; "" removes one.
 */
export function useUrlState(): [
  Readonly<Record<string, string | undefined>>,
  (changes: Record<string, string>) => void,
] {
  const search: Readonly<Record<string, string | undefined>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = useCallback(
    (changes: Record<string, string>) =>
      void navigate({
        to: ".",
        search: (before: Record<string, unknown>) => ({ ...before, ...changes }),
        replace: true,
        resetScroll: false,
      } as never),
    [navigate],
  );
  return [search, change];
}

/** Goes to another page of this client: `go("/policies")`. */
export function useGo(): (path: string, options?: { readonly replace?: boolean }) => void {
  const navigate = useNavigate();
  return useCallback((path, options) => void navigate({ href: path, ...options } as never), [navigate]);
}
