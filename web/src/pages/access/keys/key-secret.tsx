import { Alert, Button, Code, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTexts } from "../../../app/texts.ts";
import { CopyValue } from "../../../components/copy-value.tsx";
import { SCIM_PATH } from "./provisioning.tsx";

/** The secret of a new key; whoever closes it has to have copied it. */
export function KeySecret({
  secret,
  forScim,
  onClose,
}: {
  readonly secret: string;
  readonly forScim: boolean;
  readonly onClose: () => void;
}) {
  const t = useTexts("access");
  return (
    <Stack>
      <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} role="status">
        {t("keys.once")}
      </Alert>
      <div>
        <Text size="sm" fw={600} mb={4}>
          {t(forScim ? "scim.token" : "keys.secret")}
        </Text>
        <CopyValue value={secret} label={t("keys.secret")} />
      </div>
      {forScim ? (
        <div>
          <Text size="sm" fw={600} mb={4}>
            {t("scim.url")}
          </Text>
          <CopyValue value={`${location.origin}${SCIM_PATH}`} label={t("scim.url")} />
        </div>
      ) : (
        <div>
          <Text size="sm" fw={600} mb={4}>
            {t("keys.usage")}
          </Text>
          <Code block>{`authorization: Bearer ${secret.slice(0, 12)}…`}</Code>
        </div>
      )}
      <Group justify="flex-end">
        <Button onClick={onClose}>{t("keys.stored")}</Button>
      </Group>
    </Stack>
  );
}
