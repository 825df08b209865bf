import { CloseButton, TextInput } from "@mantine/core";
import { useTexts } from "../app/texts.ts";

/** Narrows a list down to what is exactly so, such as an id; tells it on Enter, and when the field is left. */
export function ExactField({
  label,
  placeholder,
  value,
  onChange,
}: {
  readonly label: string;
  readonly placeholder: string;
  /** "": all are shown. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const t = useTexts();
  return (
    <TextInput
      key={value}
      label={label}
      placeholder={placeholder}
      defaultValue={value}
      onBlur={(event) => onChange(event.currentTarget.value.trim())}
      onKeyDown={(event) => {
        if (event.key === "Enter") onChange(event.currentTarget.value.trim());
      }}
      rightSection={
        value !== "" && <CloseButton size="sm" aria-label={t("clear")} onClick={() => onChange("")} />
      }
    />
  );
}
