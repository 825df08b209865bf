import { useAreasOf } from "./areas.ts";
import { PageNotFound, PageWait } from "./page-states.tsx";

/** Shown at an address that no area has so far: one that isn't loaded may. */
export function Nowhere() {
  return useAreasOf(undefined, true) ? <PageNotFound /> : <PageWait />;
}
