import { Anchor, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import type { Template } from "#gen/countersign/policy/v1/template_pb.ts";
import { useList } from "../../../app/list.ts";
import { useMay } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { ShowMore } from "../../../components/list-parts.tsx";
import { Section } from "../../../components/section.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import { dayText } from "../../../time.ts";
import classes from "../policies.module.css";
import { POLICY_READERS } from "../who.ts";

/** All versions of a template with what each changed, and the policies made from it. */
export function TemplateVersions({
  template,
  number,
}: {
  readonly template: Template;
  readonly number: number;
}) {
  const t = useTexts("policies");
  const mayReadPolicies = useMay(POLICY_READERS);
  const list = useList(
    PolicyService.method.listTemplateVersions,
    { templateId: template.id, pageSize: 50 },
    (page) => page.versions,
  );
  return (
    <Section title={t("templates.versions")}>
      {list.error && <StateBlock kind="error" small error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <ListSkeleton rows={2} height={48} />}
      <ul className={classes.ruledList}>
        {list.rows.map((version) => (
          <li key={version.id}>
            <Anchor
              component={Link}
              size="sm"
              fw={version.number === number ? 650 : 400}
              aria-current={version.number === number ? "true" : undefined}
              to={`/templates/${template.id}?version=${version.number}`}
              resetScroll={false}
            >
              {t("version.number", { number: version.number })}
            </Anchor>
            <Text span size="sm" c="dimmed">
              {" · "}
              {dayText(version.createTime)}
            </Text>
            {version.changeLog && <Text size="sm">{version.changeLog}</Text>}
          </li>
        ))}
      </ul>
      <ShowMore list={list} variant="subtle" size="compact-sm" />
      {mayReadPolicies && (
        <Anchor component={Link} size="sm" to={`/policies?template=${template.id}`}>
          {t("templates.madeFromIt")}
        </Anchor>
      )}
    </Section>
  );
}
