import { Button, Group } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { Template } from "#gen/countersign/policy/v1/template_pb.ts";
import { useUrlState } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { Diff } from "../../../components/diff.tsx";
import { Markdown } from "../../../components/markdown.tsx";
import { Section } from "../../../components/section.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import { useTemplateText } from "./use-template-text.ts";

/** The text of one version of a template, or what it changed since another one. */
export function TemplateText({
  template,
  number,
  compare,
}: {
  readonly template: Template;
  readonly number: number;
  /** The version that it is compared with; 0: none. */
  readonly compare: number;
}) {
  const t = useTexts("policies");
  const [, change] = useUrlState();
  const shown = useTemplateText(template.id, number);
  const before = useTemplateText(template.id, compare);
  const error = shown.error ?? before.error;
  const ready = shown.version && (compare === 0 || before.version);
  return (
    <Section
      title={t("version.number", { number })}
      actions={
        <Group gap="xs">
          {compare > 0 ? (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconX size={14} aria-hidden />}
              onClick={() => change({ compare: "" })}
            >
              {t("templates.whole")}
            </Button>
          ) : (
            number > 1 && (
              <Button size="xs" variant="default" onClick={() => change({ compare: String(number - 1) })}>
                {t("templates.changes")}
              </Button>
            )
          )}
        </Group>
      }
    >
      {error && <StateBlock kind="error" small error={error} onRetry={() => void shown.refetch()} />}
      {!error && !ready && <ListSkeleton rows={8} height={24} />}
      {ready &&
        (compare > 0 ? (
          <Diff
            before={before.version?.contentMarkdown ?? ""}
            after={shown.version?.contentMarkdown ?? ""}
            beforeTitle={t("version.number", { number: compare })}
            afterTitle={t("version.number", { number })}
          />
        ) : (
          <Markdown text={shown.version?.contentMarkdown ?? ""} title={template.title} />
        ))}
    </Section>
  );
}
