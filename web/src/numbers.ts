import { language } from "./app/texts.ts";

/** A share of a whole in percent, such as "87 %"; a dash when there is no whole. Never "100 %" while some are missing. */
export function shareText(part: number, whole: number): string {
  if (whole === 0) return "–";
  const share = part < whole ? Math.min(0.99, part / whole) : 1;
  return new Intl.NumberFormat(language(), { style: "percent", maximumFractionDigits: 0 }).format(share);
}

/** A number as the reader writes it: "12,400". */
export const numberText = (value: number): string => new Intl.NumberFormat(language()).format(value);
