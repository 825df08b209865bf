import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconGitMerge } from "@tabler/icons-react";
import { useTexts } from "../../../app/texts.ts";
import { conflictsIn, decided } from "./conflict-markers.ts";
import classes from "./edit.module.css";

/** Places where the template and the policy changed the same lines: each is decided with one click. */
export function MergeConflicts({
  text,
  onChange,
  onShow,
}: {
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** Shows a place in the editor. */
  readonly onShow: (position: number) => void;
}) {
  const t = useTexts("policies");
  const conflicts = conflictsIn(text);
  const [first] = conflicts;
  if (!first) return null;
  const take = (words: string) => () => onChange(decided(text, first, words));
  return (
    <Alert
      color="orange"
      icon={<IconGitMerge aria-hidden />}
      title={t("conflicts.title", { count: conflicts.length })}
    >
      <Stack gap="sm">
        <Text size="sm">{t("conflicts.text")}</Text>
        <div className={classes.conflictSides}>
          <Side title={t("conflicts.ours")} words={first.ours} />
          <Side title={t("conflicts.theirs")} words={first.theirs} />
        </div>
        <Group gap="xs">
          <Button size="xs" onClick={take(first.theirs)}>
            {t("conflicts.takeTheirs")}
          </Button>
          <Button size="xs" variant="default" onClick={take(first.ours)}>
            {t("conflicts.keepOurs")}
          </Button>
          <Button size="xs" variant="default" onClick={take(first.ours + first.theirs)}>
            {t("conflicts.both")}
          </Button>
          <Button size="xs" variant="subtle" onClick={() => onShow(first.from)}>
            {t("conflicts.show")}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

const Side = ({ title, words }: { readonly title: string; readonly words: string }) => (
  <div>
    <Text size="sm" fw={600}>
      {title}
    </Text>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard */}
    <pre tabIndex={0}>{words}</pre>
  </div>
);
