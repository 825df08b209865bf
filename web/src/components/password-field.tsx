import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { useTexts } from "../app/texts.ts";

/** A field for a password, which can be looked at. */
export function PasswordField(props: PasswordInputProps) {
  const t = useTexts();
  return <PasswordInput visibilityToggleButtonProps={{ "aria-label": t("showPassword") }} {...props} />;
}
