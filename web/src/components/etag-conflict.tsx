import { Alert, Button, Group, Text } from "@mantine/core";
import { IconArrowsSplit } from "@tabler/icons-react";
import { useTexts } from "../app/texts.ts";

/** Somebody else saved first: nothing of one's own is lost; see theirs, or save over it with open eyes. */
export function EtagConflict({
  onReload,
  onOverwrite,
  reload,
}: {
  /** Reads what is there now. */
  readonly onReload: () => void;
  /** Saves one's own over it. Leave it out where that would be wrong. */
  readonly onOverwrite?: () => void;
  /** What the first button says where theirs is in sight already. Default: that it is shown. */
  readonly reload?: string;
}) {
  const t = useTexts();
  return (
    <Alert color="yellow" role="alert" icon={<IconArrowsSplit aria-hidden />} title={t("conflict.title")}>
      <Text size="sm">{t("conflict.text")}</Text>
      <Group mt="sm" gap="xs">
        <Button size="xs" onClick={onReload}>
          {reload ?? t("conflict.reload")}
        </Button>
        {onOverwrite && (
          <Button size="xs" variant="default" onClick={onOverwrite}>
            {t("conflict.overwrite")}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
