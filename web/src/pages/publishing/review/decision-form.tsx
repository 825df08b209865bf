import { Button, Group, Kbd, Stack, Text, Textarea, Title } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from "react";
import { type Command, useCommands } from "../../../app/commands.ts";
import { useTexts } from "../../../app/texts.ts";
import classes from "../publishing.module.css";
import { useKeptComment } from "./kept-comment.ts";

/** Approve or reject with a comment. Ctrl Enter in the comment approves, Ctrl Shift Enter rejects. */
export function DecisionForm({
  matter,
  title,
  text,
  children,
  onApprove,
  onReject,
}: {
  /** What it is about, as the queue names it: the comment is kept under it. */
  readonly matter: string;
  readonly title: string;
  readonly text: string;
  /** What else is chosen with an approval. */
  readonly children?: ReactNode;
  readonly onApprove: (comment: string) => void;
  readonly onReject: (comment: string) => void;
}) {
  const t = useTexts("publishing");
  const [comment, setComment] = useKeptComment(matter);
  const [missing, setMissing] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const now = useRef({ comment, onApprove, onReject });
  now.current = { comment, onApprove, onReject };
  const acts = useMemo(
    () => ({
      approve: () => now.current.onApprove(now.current.comment.trim()),
      reject: () => {
        const why = now.current.comment.trim();
        if (why !== "") return now.current.onReject(why);
        setMissing(true);
        box.current?.focus();
      },
    }),
    [],
  );
  const commands = useMemo(
    (): readonly Command[] => [
      { id: "review.approve", label: t("decision.approve"), run: acts.approve },
      { id: "review.reject", label: t("decision.reject"), run: acts.reject },
      { id: "review.comment", label: t("decision.write"), run: () => box.current?.focus() },
    ],
    [acts, t],
  );
  useCommands(commands);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (event.shiftKey) acts.reject();
    else acts.approve();
  };
  return (
    <section className={classes.card} aria-labelledby="decision">
      <Stack gap="sm">
        <div>
          <Title order={2} id="decision" style={{ scrollMarginTop: "calc(var(--bar-height) + 1rem)" }}>
            {title}
          </Title>
          <Text size="sm" c="dimmed">
            {text}
          </Text>
        </div>
        {children}
        <Textarea
          ref={box}
          label={t("decision.comment")}
          description={t("decision.commentText")}
          autosize
          minRows={3}
          maxRows={10}
          maxLength={10_000}
          value={comment}
          error={missing && comment.trim() === "" ? t("decision.missing") : undefined}
          onChange={(event) => setComment(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <div className={classes.buttons}>
          <Button leftSection={<IconCheck size={18} aria-hidden />} onClick={acts.approve}>
            {t("decision.approve")}
          </Button>
          <Button
            variant="default"
            c="var(--mantine-color-error)"
            leftSection={<IconX size={18} aria-hidden />}
            onClick={acts.reject}
          >
            {t("decision.reject")}
          </Button>
        </div>
        <Group gap={4} visibleFrom="md">
          <Text size="xs" c="dimmed">
            <Kbd size="xs">Ctrl</Kbd> <Kbd size="xs">↵</Kbd> {t("decision.keys.approve")} ·{" "}
            <Kbd size="xs">Ctrl</Kbd> <Kbd size="xs">⇧</Kbd> <Kbd size="xs">↵</Kbd>{" "}
            {t("decision.keys.reject")}
          </Text>
        </Group>
      </Stack>
    </section>
  );
}
