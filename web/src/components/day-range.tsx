import { TextInput } from "@mantine/core";

/** Two days, both of them part of what is shown; either may be left open. */
export function DayRange({
  value: { from = "", to = "" },
  labels,
  onChange,
}: {
  /** ISO 8601 dates. */
  readonly value: { readonly from?: string | undefined; readonly to?: string | undefined };
  readonly labels: { readonly from: string; readonly to: string };
  readonly onChange: (changes: Record<string, string>) => void;
}) {
  return (
    <>
      <TextInput
        type="date"
        label={labels.from}
        value={from}
        max={to || undefined}
        onChange={(event) => onChange({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={labels.to}
        value={to}
        min={from || undefined}
        onChange={(event) => onChange({ to: event.currentTarget.value })}
      />
    </>
  );
}
