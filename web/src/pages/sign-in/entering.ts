import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { queries } from "../../app/queries.ts";
import { tellOtherTabs } from "../../app/shell/session-watch.ts";

/** Where somebody wanted to go when they were asked to sign in; asked by mail, it is kept in this browser. */
const KEPT = "countersign-return";

/** A path of this client, whatever the address says: nobody is led away from here. */
export const safePath = (path: string | undefined): string =>
  path && /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(path) && !path.startsWith("/sign-in") ? path : "/";

/** Where the sign-in leads to. */
export function useReturnPath(): string {
  const search: Readonly<Record<string, string | undefined>> = useSearch({ strict: false });
  return safePath(search.return);
}

/** Keeps the way back while somebody looks for a mail. */
export const keepReturnPath = (path: string): void => {
  if (path !== "/") storage()?.setItem(KEPT, path);
};

/** The way back that was kept, once. */
export function takeReturnPath(): string {
  const path = storage()?.getItem(KEPT) ?? undefined;
  storage()?.removeItem(KEPT);
  return safePath(path);
}

/** The mail's link opens in a new tab: only local storage is there, too. */
function storage(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined; // storage is forbidden here
  }
}

/** Goes in after a sign-in: what was known of somebody else is forgotten. */
export function useEnter(): (path: string) => void {
  const navigate = useNavigate();
  return useCallback(
    (path) => {
      queries.clear();
      tellOtherTabs();
      void navigate({ href: path, replace: true } as never);
    },
    [navigate],
  );
}
