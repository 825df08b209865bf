import { useEffect, useSyncExternalStore } from "react";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { me } from "../pages/me/area.ts";
import { signIn } from "../pages/sign-in/area.ts";
import { toRead } from "../pages/to-read/area.ts";
import type { Area } from "./area.ts";
import type { Me } from "./session.tsx";
import { addWorkTexts } from "./texts.ts";

/** What everybody needs. All other areas stand in work-areas.ts: who only reads and signs never loads them. */
const READER_AREAS: readonly Area[] = [signIn, toRead, me];

let known = READER_AREAS;
const listeners = new Set<() => void>();

/** The areas that are loaded. */
export const areas = (): readonly Area[] => known;

/** Calls back when more areas are there; the result ends that. */
export function onMoreAreas(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Loads all areas. */
export async function loadWorkAreas(): Promise<void> {
  const { WORK_AREAS, WORK_TEXTS } = await import("./work-areas.ts");
  await addWorkTexts(WORK_TEXTS);
  if (known !== READER_AREAS) return;
  known = [...READER_AREAS, ...WORK_AREAS];
  for (const listener of listeners) listener();
}

/** Whether the areas of somebody are there; loads what is missing. `wanted`: all of them, whoever it is. */
export function useAreasOf(somebody: Me | undefined, wanted = false): boolean {
  const loaded = useSyncExternalStore(onMoreAreas, () => known !== READER_AREAS);
  const needed = wanted || (somebody !== undefined && worksHere(somebody));
  useEffect(() => {
    if (needed && !loaded) void loadWorkAreas();
  }, [needed, loaded]);
  return loaded || !needed;
}

const worksHere = ({ roles, permissions }: Me): boolean =>
  permissions.size > 0 || [...roles].some((role) => role !== PermissionRole.EMPLOYEE);
