import { useRouterState } from "@tanstack/react-router";
import { useAreasOf } from "./areas.ts";
import { PageNotFound, PageWait } from "./page-states.tsx";

/** Shown at an address that no area has so far: one that isn't loaded may. */
export function Nowhere() {
  const ready = useAreasOf(undefined, true);
  const underWay = useRouterState({ select: (state) => state.isLoading });
  return ready && !underWay ? <PageNotFound /> : <PageWait />;
}
