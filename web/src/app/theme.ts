import { type CSSVariablesResolver, createTheme } from "@mantine/core";

const SANS =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif';

/** The look: one accent colour, quiet surfaces, readable sizes. Components take colours from here only. */
export const theme = createTheme({
  primaryColor: "indigo",
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  luminanceThreshold: 0.18, // above it black reads better than white, by WCAG's formula
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  fontFamily: SANS,
  headings: {
    fontFamily: SANS,
    fontWeight: "650",
    sizes: {
      h1: { fontSize: "1.5rem", lineHeight: "1.3" },
      h2: { fontSize: "1.125rem", lineHeight: "1.4" },
      h3: { fontSize: "1rem", lineHeight: "1.45" },
    },
  },
  components: {
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
    Modal: { defaultProps: { centered: true } },
    // a dialog's head is no banner of the page
    ModalHeader: { defaultProps: { role: "presentation" } },
    DrawerHeader: { defaultProps: { role: "presentation" } },
    Badge: { defaultProps: { radius: "sm", tt: "none", fw: 550 } },
  },
});

const COLORS = "gray red pink grape violet indigo blue cyan teal green lime yellow orange".split(" ");

/** The writing on pale surfaces of each colour (badges, alerts, light buttons), dark or bright enough to be read. */
const onLight = (writing: (shade: (level: number) => string) => string): Record<string, string> =>
  Object.fromEntries(
    COLORS.map((color) => [
      `--mantine-color-${color}-light-color`,
      writing((level) => `var(--mantine-color-${color}-${level})`),
    ]),
  );

/** Mantine's own quiet colours are too pale for WCAG 2.2 AA (4.5:1) on our surfaces. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: { "--reading-width": "68ch", "--bar-height": "56px" },
  light: {
    ...onLight((shade) => `color-mix(in srgb, ${shade(9)}, black 40%)`),
    "--mantine-color-dimmed": "var(--mantine-color-gray-7)",
    "--mantine-color-placeholder": "var(--mantine-color-gray-7)",
    "--mantine-color-error": "var(--mantine-color-red-9)",
    "--mantine-color-anchor": "var(--mantine-color-indigo-8)",
    "--surface": "var(--mantine-color-white)",
    "--surface-sunken": "var(--mantine-color-gray-0)",
    "--border": "var(--mantine-color-gray-3)",
    "--diff-added": "var(--mantine-color-green-1)",
    "--diff-added-word": "var(--mantine-color-green-3)",
    "--diff-removed": "var(--mantine-color-red-1)",
    "--diff-removed-word": "var(--mantine-color-red-2)",
  },
  dark: {
    ...onLight((shade) => shade(2)),
    "--mantine-color-dimmed": "var(--mantine-color-dark-1)",
    "--mantine-color-placeholder": "var(--mantine-color-dark-1)",
    "--mantine-color-error": "var(--mantine-color-red-4)",
    "--mantine-color-anchor": "var(--mantine-color-indigo-3)",
    "--surface": "var(--mantine-color-dark-7)",
    "--surface-sunken": "var(--mantine-color-dark-8)",
    "--border": "var(--mantine-color-dark-4)",
    "--diff-added": "color-mix(in srgb, var(--mantine-color-green-9) 35%, transparent)",
    "--diff-added-word": "color-mix(in srgb, var(--mantine-color-green-9) 80%, transparent)",
    "--diff-removed": "color-mix(in srgb, var(--mantine-color-red-9) 30%, transparent)",
    "--diff-removed-word": "color-mix(in srgb, var(--mantine-color-red-9) 75%, transparent)",
  },
});
