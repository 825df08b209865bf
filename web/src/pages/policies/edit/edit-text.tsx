import { Button, Group, Stack, Textarea, TextInput } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { type ReactNode, useEffect, useMemo, useRef } from "react";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { type Command, useCommands } from "../../../app/commands.ts";
import { failureText } from "../../../app/failure.ts";
import { useUrlState } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { FormProblem } from "../../../components/form-errors.tsx";
import { toast } from "../../../components/toast-store.ts";
import { usePolicyValues } from "../parts/use-values.ts";
import classes from "./edit.module.css";
import { KeyChips } from "./key-chips.tsx";
import type { EditorHandle } from "./markdown-editor.tsx";
import { MergeConflicts } from "./merge-conflicts.tsx";
import { SaveStatus } from "./save-status.tsx";
import { SubmitDialog } from "./submit-dialog.tsx";
import { TakeTemplate } from "./take-template.tsx";
import { TextConflict } from "./text-conflict.tsx";
import { useWorkingCopy } from "./use-working-copy.ts";
import type { SavedText } from "./working-text.ts";
import { WriteAndPreview } from "./write-and-preview.tsx";

/** Writes the open draft: it saves itself, and goes to its approvers from here. */
export function EditText({
  policy,
  saved,
  read,
  parts,
}: {
  readonly policy: Policy;
  readonly saved: SavedText;
  readonly read: () => Promise<SavedText>;
  /** Leads to what else can be edited. */
  readonly parts: ReactNode;
}) {
  const t = useTexts("policies");
  const [search, change] = useUrlState();
  const { copy, view } = useWorkingCopy(policy.id, saved, read);
  const values = usePolicyValues(policy.id);
  const editor = useRef<EditorHandle>(null);
  const { text, state, error, restored } = view;
  const submit = useMemo(() => () => change({ submit: "1" }), [change]);
  const commands = useMemo(
    (): readonly Command[] => [{ id: "policy.submit", label: t("submit.open"), run: submit }],
    [t, submit],
  );
  useCommands(commands);
  useEffect(() => {
    if (restored) toast({ text: t("saving.restored") });
  }, [restored, t]);
  return (
    <Stack gap="sm">
      <div className={classes.bar}>
        {parts}
        <Group gap="md">
          <SaveStatus view={view} />
          <Button
            leftSection={<IconSend size={16} aria-hidden />}
            disabled={state === "conflict"}
            onClick={submit}
          >
            {t("submit.open")}
          </Button>
        </Group>
      </div>
      {state === "failed" && <FormProblem problem={failureText(error)} />}
      {state === "conflict" && <TextConflict copy={copy} view={view} />}
      <TakeTemplate policy={policy} copy={copy} />
      <MergeConflicts
        text={text.contentMarkdown}
        onChange={(contentMarkdown) => copy.set({ contentMarkdown })}
        onShow={(position) => editor.current?.show(position)}
      />
      <div className={classes.heads}>
        <TextInput
          label={t("edit.title")}
          required
          maxLength={200}
          value={text.title}
          error={text.title.trim() === "" ? t("reason.TITLE_REQUIRED") : undefined}
          onChange={(event) => copy.set({ title: event.currentTarget.value })}
        />
        <Textarea
          label={t("edit.summary")}
          autosize
          minRows={1}
          maxRows={4}
          maxLength={2000}
          value={text.summary}
          onChange={(event) => copy.set({ summary: event.currentTarget.value })}
        />
      </div>
      <KeyChips
        policyId={policy.id}
        text={text.contentMarkdown}
        values={values}
        onInsert={(key) => editor.current?.insert(`{{${key}}}`)}
      />
      <WriteAndPreview
        text={text.contentMarkdown}
        title={text.title}
        values={values.markdown}
        handle={editor}
        onChange={(contentMarkdown) => copy.set({ contentMarkdown })}
      />
      {policy.publishedVersion > 0 && (
        <Textarea
          label={t("edit.changeNote")}
          description={t("edit.changeNoteHint")}
          autosize
          minRows={1}
          maxRows={5}
          maxLength={10_000}
          value={text.changeNote}
          onChange={(event) => copy.set({ changeNote: event.currentTarget.value })}
        />
      )}
      {search.submit && (
        <SubmitDialog
          policy={policy}
          text={text.contentMarkdown}
          values={values}
          copy={copy}
          onClose={() => change({ submit: "" })}
        />
      )}
    </Stack>
  );
}
