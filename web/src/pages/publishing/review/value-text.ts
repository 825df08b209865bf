import type { ConfigurationValue } from "#gen/countersign/policy/v1/policy_configuration_pb.ts";
import { language, useTexts } from "../../../app/texts.ts";

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/** Says a configured value in the reader's words: "7 days", "yes", "12". */
export function useValueText(): (configured: ConfigurationValue | undefined) => string {
  const t = useTexts("publishing");
  return (configured) => {
    const value = configured?.value;
    switch (value?.case) {
      case "integer":
        return new Intl.NumberFormat(language()).format(value.value);
      case "duration":
        return durationText(Number(value.value.seconds));
      case "text":
        return value.value;
      case "boolean":
        return t(value.value ? "value.yes" : "value.no");
      default:
        return t("value.none");
    }
  };
}

/** In the largest unit that divides it, as the policy's text says it. */
function durationText(seconds: number): string {
  const [unit, size] = UNITS.find(([, length]) => seconds % length === 0 && seconds >= length) ?? UNITS[3];
  const options = { style: "unit", unit, unitDisplay: "long" } as const;
  return new Intl.NumberFormat(language(), options).format(seconds / size);
}
