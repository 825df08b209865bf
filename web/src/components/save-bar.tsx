import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import type { Action } from "../app/action.ts";
import { useTexts } from "../app/texts.ts";
import { EtagConflict } from "./etag-conflict.tsx";
import { FormProblem } from "./form-errors.tsx";
import classes from "./save-bar.module.css";
import { UnsavedChanges } from "./unsaved-changes.tsx";

/** Stands at the end of a form that is edited in place: save or discard, and what kept it from being saved. */
export function SaveBar({
  dirty,
  action,
  onSave,
  onDiscard,
  onReload,
  onOverwrite,
  disabled = false,
}: {
  readonly dirty: boolean;
  readonly action: Pick<Action<readonly unknown[], unknown>, "pending" | "problem" | "isConflict" | "faults">;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
  /** After a conflict: shows what somebody else saved. */
  readonly onReload: () => void;
  /** After a conflict: saves over it. */
  readonly onOverwrite: () => void;
  /** Something is missing yet. */
  readonly disabled?: boolean;
}) {
  const t = useTexts();
  const faults = Object.keys(action.faults).length > 0;
  return (
    <>
      <UnsavedChanges dirty={dirty && !action.pending} />
      {dirty && (
        <Paper
          withBorder
          shadow="md"
          radius="lg"
          p="sm"
          className={classes.bar}
          role="region"
          aria-label={t("unsaved.bar")}
        >
          <Stack gap="sm">
            {action.isConflict ? (
              <EtagConflict onReload={onReload} onOverwrite={onOverwrite} />
            ) : (
              <FormProblem problem={action.problem ?? (faults ? t("unsaved.faults") : undefined)} />
            )}
            <Group justify="space-between" gap="xs">
              <Text size="sm" fw={600} px="xs">
                {t("unsaved.bar")}
              </Text>
              <Group gap="xs">
                <Button variant="default" onClick={onDiscard}>
                  {t("unsaved.discard")}
                </Button>
                <Button loading={action.pending} disabled={disabled} onClick={onSave}>
                  {t("save")}
                </Button>
              </Group>
            </Group>
          </Stack>
        </Paper>
      )}
    </>
  );
}
