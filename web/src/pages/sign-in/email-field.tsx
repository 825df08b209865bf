import { TextInput } from "@mantine/core";
import { useTexts } from "../../app/texts.ts";

/** Asks for one's email address. */
export function EmailField({
  value,
  onChange,
  error,
  autoComplete,
}: {
  readonly value: string;
  readonly onChange: (email: string) => void;
  readonly error: string | undefined;
  /** `username` where a password belongs to it. */
  readonly autoComplete: "email" | "username";
}) {
  const t = useTexts("sign-in");
  return (
    <TextInput
      label={t("email")}
      type="email"
      autoComplete={autoComplete}
      autoFocus
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
