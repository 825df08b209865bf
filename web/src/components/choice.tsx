import { Select, type SelectProps } from "@mantine/core";
import { useTexts } from "../app/texts.ts";

/** Narrows a list down to one of several, or to none of them: all are shown. */
export function Choice({
  value,
  onChange,
  ...props
}: Omit<SelectProps, "value" | "onChange"> & {
  /** Nothing or "": all. */
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
}) {
  const t = useTexts();
  return (
    <Select
      placeholder={t("all")}
      clearable
      clearButtonProps={{ "aria-label": t("clear") }}
      nothingFoundMessage={props.searchable ? t("palette.nothing") : undefined}
      value={value || null}
      onChange={(next) => onChange(next ?? "")}
      {...props}
    />
  );
}
