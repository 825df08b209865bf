import { Alert, Button, Code, CopyButton, Group, Stack } from "@mantine/core";
import { useTexts } from "../../app/texts.ts";

/** New recovery codes, shown this once. */
export function RecoveryCodes({
  codes,
  onKept,
}: {
  readonly codes: readonly string[];
  readonly onKept: () => void;
}) {
  const t = useTexts("me");
  return (
    <Stack>
      <Alert color="yellow" role="status" title={t("recovery.title")}>
        {t("recovery.text")}
      </Alert>
      <Code block fz="md">
        {codes.join("\n")}
      </Code>
      <Group gap="xs">
        <CopyButton value={codes.join("\n")}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {t(copied ? "copied" : "copy")}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onKept}>{t("recovery.kept")}</Button>
      </Group>
    </Stack>
  );
}
