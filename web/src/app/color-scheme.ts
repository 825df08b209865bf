import { localStorageColorSchemeManager } from "@mantine/core";

/** Keeps the chosen scheme (light, dark, auto) in this browser; public/color-scheme.js reads it before the first paint. */
export const colorSchemeManager = localStorageColorSchemeManager({ key: "countersign-color-scheme" });
