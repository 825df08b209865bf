import { TextInput, type TextInputProps } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";

const TYPING_MS = 250;

/** Finds by words; tells them when the typing stops, without space around them. */
export function SearchField({
  value,
  onChange,
  ...props
}: Omit<TextInputProps, "value" | "onChange"> & {
  /** What is looked for now, such as the address says. */
  readonly value: string;
  readonly onChange: (query: string) => void;
}) {
  const [typed, setTyped] = useState(value);
  const told = useRef(value);
  const tell = useDebouncedCallback((query: string) => {
    told.current = query;
    onChange(query);
  }, TYPING_MS);
  useEffect(() => {
    if (value === told.current) return; // what was typed here has arrived in the address
    told.current = value;
    setTyped(value);
  }, [value]);
  return (
    <TextInput
      leftSection={<IconSearch size={16} aria-hidden />}
      maxLength={200}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        tell(event.currentTarget.value.trim());
      }}
      {...props}
    />
  );
}
