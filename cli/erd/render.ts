import { createRequire } from "node:module";
import { ConfigError } from "../../runtime/config/settings.ts";

/** Arimo has Arial's metrics, by which Graphviz measures; a browser without it takes one of the others. */
const FAMILIES = "Arimo, Arial, Liberation Sans, Helvetica, sans-serif";
const TITLE = "The collections of every service and how they refer to each other";
const FONT_FILES = [
  "@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf",
  "@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf",
];

/** Lays out DOT and draws it as SVG, byte for byte the same on every machine. */
export async function toSvg(dot: string): Promise<string> {
  const { instance } = await drawing(() => import("@viz-js/viz"));
  const viz = await instance();
  return viz
    .renderString(dot, { format: "svg", engine: "dot" })
    .replace(/(<svg[^>]*>)/, `$1\n<title>${TITLE}</title>`)
    .replaceAll('font-family="Arial"', `font-family="${FAMILIES}"`);
}

/** Draws an SVG as PNG, with the font that the project brings along and no other. */
export async function toPng(svg: string): Promise<Uint8Array> {
  const { Resvg } = await drawing(() => import("@resvg/resvg-js"));
  const require = createRequire(import.meta.url);
  const fontFiles = await drawing(async () => FONT_FILES.map((file) => require.resolve(file)));
  const picture = new Resvg(svg, {
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: "Arimo", sansSerifFamily: "Arimo" },
    fitTo: { mode: "zoom", value: 1 },
    background: "white",
  });
  return picture.render().asPng();
}

/** Loads what only development needs. Throws ConfigError where it is not installed. */
async function drawing<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND")
      throw new ConfigError(
        "Drawing needs the development dependencies: install with `npm ci` (without --omit=dev) and run it again.",
      );
    throw error;
  }
}
