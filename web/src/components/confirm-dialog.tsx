import { Stack, Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useAction } from "../app/action.ts";
import { useTexts } from "../app/texts.ts";
import { Dialog, DialogButtons } from "./dialog.tsx";
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
    <Dialog title={title} onClose={onClose}>
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
        <DialogButtons
          confirm={confirm}
          tone={tone}
          pending={action.pending}
          disabled={word !== undefined && typed.trim() !== word}
          onClose={onClose}
          onConfirm={() => void action.run()}
        />
      </Stack>
    </Dialog>
  );
}
