/** White words on a colour "#rrggbb" need this contrast (WCAG 2.2, 1.4.3). */
const ENOUGH = 4.5;

/** Whether white words on the colour can be read. */
export const isReadable = (colour: string): boolean => 1.05 / (luminance(colour) + 0.05) >= ENOUGH;

/** Relative luminance, 0 (black) to 1 (white), as WCAG 2.2 defines it. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
