import type { CatalogFiles } from "./texts.ts";
import type { Catalog } from "./wording.ts";

/** The catalogs of the areas in work-areas.ts; who only reads and signs doesn't even load their names. */
export const WORK_TEXTS: CatalogFiles = import.meta.glob<Catalog>(
  ["../texts/*/*.json", "!../texts/*/{app,errors,me,notices,sign-in,to-read}.json"],
  { import: "default" },
);
