import { Alert, Stack, Switch } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTexts } from "../../../app/texts.ts";
import { Section } from "../../../components/section.tsx";
import type { EditedProvider } from "./edited-provider.ts";

/** Whether people may, or must, sign in through the provider. */
export function SwitchFields({
  value,
  set,
}: {
  readonly value: EditedProvider;
  readonly set: (changes: Partial<EditedProvider>) => void;
}) {
  const t = useTexts("access");
  const toggle = (key: "enabled" | "createUsers" | "enforced" | "administratorsEnforced", off = false) => (
    <Switch
      label={t(`sso.${key}.label`)}
      description={t(`sso.${key}.text`)}
      checked={value[key] && !off}
      disabled={off}
      onChange={(event) => set({ [key]: event.currentTarget.checked })}
    />
  );
  return (
    <Section title={t("sso.switches.title")}>
      <Stack gap="md">
        {toggle("enabled")}
        {toggle("createUsers")}
        {toggle("enforced", !value.enabled)}
        {value.enabled && value.enforced && toggle("administratorsEnforced")}
        {value.enabled && value.enforced && (
          <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />}>
            {t(value.administratorsEnforced ? "sso.lockout" : "sso.enforcedNow")}
          </Alert>
        )}
      </Stack>
    </Section>
  );
}
