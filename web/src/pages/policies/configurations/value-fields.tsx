import type { MessageInitShape } from "@bufbuild/protobuf";
import { Group, NumberInput, SegmentedControl, Select, Stack, TextInput } from "@mantine/core";
import type {
  ConfigurationValue,
  ConfigurationValueSchema,
} from "#gen/countersign/policy/v1/policy_configuration_pb.ts";
import { useTexts } from "../../../app/texts.ts";
import { DURATION_UNITS, type DurationUnit, durationParts, secondsOf } from "../parts/configuration-value.ts";

const KINDS = ["duration", "integer", "text", "boolean"] as const;

/** A value as it is typed. */
export interface TypedValue {
  readonly kind: (typeof KINDS)[number];
  /** Digits of a number or a span, or the text. */
  readonly words: string;
  readonly unit: DurationUnit;
  readonly yes: boolean;
}

/** A value that is there already, as it would be typed; a span of days for none. */
export function typedOf(value: ConfigurationValue | undefined): TypedValue {
  const empty: TypedValue = { kind: "duration", words: "", unit: "day", yes: true };
  switch (value?.value.case) {
    case "integer":
      return { ...empty, kind: "integer", words: String(value.value.value) };
    case "text":
      return { ...empty, kind: "text", words: value.value.value };
    case "boolean":
      return { ...empty, kind: "boolean", yes: value.value.value };
    case "duration": {
      const { count, unit } = durationParts(value.value.value.seconds);
      return { ...empty, words: String(count), unit };
    }
    default:
      return empty;
  }
}

/** What was typed, as a value; undefined while it is none. */
export function valueTyped({
  kind,
  words,
  unit,
  yes,
}: TypedValue): MessageInitShape<typeof ConfigurationValueSchema> | undefined {
  if (kind === "boolean") return { value: { case: "boolean", value: yes } };
  if (kind === "text") {
    const text = words.trim();
    return text === "" ? undefined : { value: { case: "text", value: text } };
  }
  if (!/^-?\d+$/.test(words)) return undefined;
  if (kind === "integer") return { value: { case: "integer", value: BigInt(words) } };
  return { value: { case: "duration", value: { seconds: BigInt(words) * secondsOf(unit) } } };
}

/** Chooses what kind of value it is, and gives it. */
export function ValueFields({
  typed,
  onChange,
  fault,
}: {
  readonly typed: TypedValue;
  readonly onChange: (typed: TypedValue) => void;
  readonly fault: string | undefined;
}) {
  const t = useTexts("policies");
  const { kind, words, unit, yes } = typed;
  return (
    <Stack gap="sm">
      <SegmentedControl
        fullWidth
        aria-label={t("values.kind.label")}
        value={kind}
        onChange={(next) =>
          onChange({ ...typed, kind: KINDS.find((one) => one === next) ?? kind, words: "" })
        }
        data={KINDS.map((value) => ({ value, label: t(`values.kind.${value}`) }))}
      />
      {kind === "text" && (
        <TextInput
          label={t("values.value")}
          required
          maxLength={1000}
          value={words}
          error={fault}
          onChange={(event) => onChange({ ...typed, words: event.currentTarget.value })}
        />
      )}
      {kind === "boolean" && (
        <SegmentedControl
          aria-label={t("values.value")}
          value={yes ? "yes" : "no"}
          onChange={(next) => onChange({ ...typed, yes: next === "yes" })}
          data={[
            { value: "yes", label: t("values.yes") },
            { value: "no", label: t("values.no") },
          ]}
        />
      )}
      {(kind === "integer" || kind === "duration") && (
        <Group gap="sm" align="flex-end" wrap="nowrap">
          <NumberInput
            flex={1}
            label={t("values.value")}
            required
            allowDecimal={false}
            {...(kind === "duration" ? { min: 0 } : {})}
            value={words}
            error={fault}
            onChange={(next) => onChange({ ...typed, words: String(next) })}
          />
          {kind === "duration" && (
            <Select
              label={t("values.unit")}
              allowDeselect={false}
              w={140}
              value={unit}
              data={DURATION_UNITS.map((value) => ({ value, label: t(`values.units.${value}`) }))}
              onChange={(next) =>
                onChange({ ...typed, unit: DURATION_UNITS.find((one) => one === next) ?? unit })
              }
            />
          )}
        </Group>
      )}
    </Stack>
  );
}
