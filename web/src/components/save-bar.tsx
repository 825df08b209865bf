import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import type { Action } from "../app/action.ts";
import type { Draft } from "../app/draft.ts";
import { useTexts } from "../app/texts.ts";
import { EtagConflict } from "./etag-conflict.tsx";
import { FormProblem } from "./form-errors.tsx";
import classes from "./save-bar.module.css";
import { UnsavedChanges } from "./unsaved-changes.tsx";

/** Stands at the end of a form that is edited in place: save or discard, and what kept it from being saved. */
export function SaveBar({
  draft: { dirty, reset },
  save,
  reload,
  disabled = false,
}: {
  readonly draft: Pick<Draft<object>, "dirty" | "reset">;
  /** Saves it; told `true` to save over what somebody else saved. */
  readonly save: Pick<
    Action<[overwrite?: boolean], unknown>,
    "run" | "clear" | "pending" | "problem" | "isConflict" | "faults"
  >;
  /** Reads what is saved now, after somebody else was faster. */
  readonly reload: () => Promise<unknown>;
  /** Something is missing yet. */
  readonly disabled?: boolean;
}) {
  const t = useTexts();
  const faults = Object.keys(save.faults).length > 0;
  const forget = (): void => {
    save.clear();
    reset();
  };
  return (
    <>
      <UnsavedChanges dirty={dirty && !save.pending} />
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
            {save.isConflict ? (
              <EtagConflict
                onReload={() => void reload().then(forget)}
                onOverwrite={() => void save.run(true)}
              />
            ) : (
              <FormProblem problem={save.problem ?? (faults ? t("unsaved.faults") : undefined)} />
            )}
            <Group justify="space-between" gap="xs">
              <Text size="sm" fw={600} px="xs">
                {t("unsaved.bar")}
              </Text>
              <Group gap="xs">
                <Button variant="default" onClick={forget}>
                  {t("unsaved.discard")}
                </Button>
                <Button loading={save.pending} disabled={disabled} onClick={() => void save.run()}>
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
