import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useAction } from "../app/action.ts";
import { useTexts } from "../app/texts.ts";
import { FormProblem } from "./form-errors.tsx";

/** Asks before something that can't be taken back: says what happens, and does it. */
export function ConfirmDialog({
  title,
  children,
  confirm,
  run,
  onClose,
  word,
  tone = "danger",
}: {
  readonly title: string;
  /** What will happen, in plain words. */
  readonly children: ReactNode;
  /** What the button says: the act itself, such as "Delete the customer". */
  readonly confirm: string;
  /** Does it; the dialog closes when it worked, and says so when it did not. */
  readonly run: () => Promise<unknown>;
  readonly onClose: () => void;
  /** Has to be typed first, such as a name; for what concerns many people. */
  readonly word?: string;
  readonly tone?: "danger" | "plain";
}) {
  const t = useTexts();
  const [typed, setTyped] = useState("");
  const action = useAction(async () => {
    await run();
    onClose();
  });
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("close") }}>
      <Stack>
        <FormProblem problem={action.problem} />
        <Text component="div">{children}</Text>
        {word !== undefined && (
          <TextInput
            data-autofocus
            label={t("confirm.type", { word })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button
            color={tone === "danger" ? "red" : undefined}
            loading={action.pending}
            disabled={word !== undefined && typed.trim() !== word}
            onClick={() => void action.run()}
          >
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
