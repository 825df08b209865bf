import type { ConfigurationValue } from "#gen/countersign/policy/v1/policy_configuration_pb.ts";

const UNITS = [
  { name: "day", seconds: 86_400n },
  { name: "hour", seconds: 3_600n },
  { name: "minute", seconds: 60n },
  { name: "second", seconds: 1n },
] as const;

/** A unit in which a span of time is written. */
export type DurationUnit = (typeof UNITS)[number]["name"];

/** The units, longest first. */
export const DURATION_UNITS: readonly DurationUnit[] = UNITS.map(({ name }) => name);

/** Seconds of a unit. */
export const secondsOf = (unit: DurationUnit): bigint =>
  UNITS.find(({ name }) => name === unit)?.seconds ?? 1n;

/** A span in the largest unit that divides it. */
export function durationParts(seconds: bigint): { readonly count: bigint; readonly unit: DurationUnit } {
  const unit = UNITS.find((one) => seconds % one.seconds === 0n) ?? UNITS[3];
  return { count: seconds / unit.seconds, unit: unit.name };
}

/** How a value reads in a policy's text, in English as policies have it: "12", "7 days", "yes". */
export function valueText(value: ConfigurationValue | undefined): string {
  switch (value?.value.case) {
    case "integer":
      return String(value.value.value);
    case "duration": {
      const { count, unit } = durationParts(value.value.value.seconds);
      return `${count} ${unit}${count === 1n ? "" : "s"}`;
    }
    case "text":
      return value.value.value;
    case "boolean":
      return value.value.value ? "yes" : "no";
    default:
      return "";
  }
}

/** CommonMark 0.31 §2.4: any ASCII punctuation may be escaped; these can start markup. */
const MARKUP = /[\\`*_{}[\]()<>#+\-.!|~&=]/g;

/** The same inside Markdown: a text's special characters are escaped. */
export const valueMarkdown = (value: ConfigurationValue | undefined): string =>
  value?.value.case === "text" ? valueText(value).replaceAll(MARKUP, "\\$&") : valueText(value);
