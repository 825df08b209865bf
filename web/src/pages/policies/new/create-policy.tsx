import { Button, Drawer, Group, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import type { Template } from "#gen/countersign/policy/v1/template_pb.ts";
import { useAction } from "../../../app/action.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { isReason } from "../../../app/failure.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useGo } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { FormProblem } from "../../../components/form-errors.tsx";
import { Markdown } from "../../../components/markdown.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import classes from "../policies.module.css";
import { useTemplateText } from "../templates/use-template-text.ts";

/** Names the new policy and shows what it begins with; `template` undefined: an empty text. */
export function CreatePolicy({
  template,
  onClose,
}: {
  readonly template: Template | undefined;
  readonly onClose: () => void;
}) {
  const t = useTexts("policies");
  const go = useGo();
  const fresh = useFresh();
  const policies = useClient(PolicyService);
  const [title, setTitle] = useState(template?.title ?? "");
  const [summary, setSummary] = useState(template?.summary ?? "");
  const text = useTemplateText(template?.id ?? "", template?.latestVersion ?? 0);
  const create = useAction(async () => {
    const made = await policies.createPolicy({
      templateId: template?.id ?? "",
      title: title.trim(),
      summary: summary.trim(),
      requestId: newRequestId(),
    });
    await fresh(PolicyService);
    go(`/policies/${made.policy?.id ?? ""}/edit`);
  }, t);
  const taken = isReason(create.error, "POLICY_TITLE_TAKEN");
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="xl"
      title={t(template ? "new.fromTemplate" : "new.blank")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void create.run();
        }}
      >
        <Stack>
          <FormProblem problem={taken ? undefined : create.problem} />
          <TextInput
            data-autofocus
            label={t("edit.title")}
            required
            maxLength={200}
            value={title}
            error={taken ? t("reason.POLICY_TITLE_TAKEN") : create.fault("title")}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <Textarea
            label={t("edit.summary")}
            description={t("edit.summaryHint")}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={2000}
            value={summary}
            error={create.fault("summary")}
            onChange={(event) => setSummary(event.currentTarget.value)}
          />
          <Group>
            <Button type="submit" loading={create.pending} disabled={title.trim() === ""}>
              {t("new.create")}
            </Button>
            <Text size="sm" c="dimmed">
              {t("new.private")}
            </Text>
          </Group>
        </Stack>
      </form>
      {template && (
        <section className={classes.paper} aria-label={t("new.preview")} style={{ marginTop: "1.5rem" }}>
          {text.version && <Markdown text={text.version.contentMarkdown} />}
          {!text.version && !text.error && <ListSkeleton rows={6} height={24} />}
          {text.error && (
            <StateBlock kind="error" small error={text.error} onRetry={() => void text.refetch()} />
          )}
        </section>
      )}
    </Drawer>
  );
}
