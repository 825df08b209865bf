import { Button, Group, Stack, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import type { Template } from "#gen/countersign/policy/v1/template_pb.ts";
import { useAction } from "../../../app/action.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useGo } from "../../../app/navigation.ts";
import { useMe } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { ConfirmDialog } from "../../../components/confirm-dialog.tsx";
import { FormProblem } from "../../../components/form-errors.tsx";
import { PageHeader } from "../../../components/page-header.tsx";
import { ListSkeleton } from "../../../components/state-block.tsx";
import { toastDone } from "../../../components/toast-store.ts";
import { UnsavedChanges } from "../../../components/unsaved-changes.tsx";
import { WriteAndPreview } from "../edit/write-and-preview.tsx";
import { useTemplateText } from "./use-template-text.ts";

const NO_VALUES: ReadonlyMap<string, string> = new Map();

/** Writes a new template, or a new version of one. */
export function WriteTemplate({
  template,
  onClose,
}: {
  readonly template?: Template;
  readonly onClose: () => void;
}) {
  const t = useTexts("policies");
  const go = useGo();
  const fresh = useFresh();
  const { customerId } = useMe();
  const policies = useClient(PolicyService);
  const before = useTemplateText(template?.id ?? "", template?.latestVersion ?? 0);
  const [title, setTitle] = useState("");
  const [summary, setSummary] = useState("");
  const [text, setText] = useState<string | undefined>(undefined);
  const [changeLog, setChangeLog] = useState("");
  const [leaving, setLeaving] = useState(false);
  const saved = before.version?.contentMarkdown ?? "";
  const content = text ?? saved;
  const publish = useAction(async () => {
    const common = { contentMarkdown: content, changeLog: changeLog.trim(), requestId: newRequestId() };
    const made = template
      ? await policies.publishTemplateVersion({ ...common, templateId: template.id, etag: template.etag })
      : await policies.createTemplate({
          ...common,
          platform: customerId === "",
          title: title.trim(),
          summary: summary.trim(),
        });
    await fresh(PolicyService);
    toastDone(t(template ? "templates.published" : "templates.created"));
    setText(undefined);
    setChangeLog("");
    setTitle("");
    setSummary("");
    if (template) onClose();
    else go(`/templates/${made.template?.id ?? ""}`, { replace: true });
  }, t);
  const dirty =
    (text !== undefined && text !== saved) || [title, summary, changeLog].some((one) => one !== "");
  const ready =
    content.trim() !== "" && (template ? changeLog.trim() !== "" && content !== saved : title.trim() !== "");
  return (
    <>
      <UnsavedChanges dirty={dirty && !publish.pending} />
      <PageHeader
        title={template ? t("templates.newVersionOf", { title: template.title }) : t("templates.new")}
        crumbs={[{ to: "/templates", text: t("nav.templates") }]}
        text={t(template ? "templates.newVersionText" : "templates.newText")}
        actions={
          <Group gap="xs">
            <Button variant="default" onClick={() => (dirty ? setLeaving(true) : onClose())}>
              {t("cancel")}
            </Button>
            <Button loading={publish.pending} disabled={!ready} onClick={() => void publish.run()}>
              {t("templates.publish")}
            </Button>
          </Group>
        }
      />
      {leaving && (
        <ConfirmDialog
          title={t("unsaved.title")}
          confirm={t("unsaved.leave")}
          onClose={() => setLeaving(false)}
          run={async () => onClose()}
        >
          {t("unsaved.text")}
        </ConfirmDialog>
      )}
      <Stack>
        <FormProblem problem={publish.problem} />
        {!template && (
          <>
            <TextInput
              label={t("edit.title")}
              required
              maxLength={200}
              value={title}
              error={publish.fault("title")}
              onChange={(event) => setTitle(event.currentTarget.value)}
            />
            <TextInput
              label={t("templates.purpose")}
              maxLength={2000}
              value={summary}
              error={publish.fault("summary")}
              onChange={(event) => setSummary(event.currentTarget.value)}
            />
          </>
        )}
        {template && (
          <Textarea
            label={t("templates.changeLog")}
            required
            autosize
            minRows={1}
            maxRows={6}
            maxLength={10_000}
            value={changeLog}
            error={publish.fault("change_log")}
            onChange={(event) => setChangeLog(event.currentTarget.value)}
          />
        )}
        {template && !before.version ? (
          <ListSkeleton rows={8} height={28} />
        ) : (
          <WriteAndPreview
            text={content}
            values={NO_VALUES}
            title={template?.title ?? title}
            onChange={setText}
          />
        )}
      </Stack>
    </>
  );
}
