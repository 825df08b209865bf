import { Group, Select, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { type Template, TemplateStatus } from "#gen/countersign/policy/v1/template_pb.ts";
import { useList } from "../../../app/list.ts";
import { useUrlState } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { CardLink } from "../../../components/card-link.tsx";
import { Choice } from "../../../components/choice.tsx";
import { ShowMore } from "../../../components/list-parts.tsx";
import { SearchField } from "../../../components/search-field.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import { StatusBadge } from "../../../components/status-badge.tsx";
import { agoText } from "../../../time.ts";
import classes from "../policies.module.css";

const SOURCES = ["OWN", "PLATFORM"] as const;

/** Templates as cards, with search and whose they are; `hrefOf` is where a card leads. */
export function TemplateGallery({
  hrefOf,
  chosen,
  first,
  statuses = false,
}: {
  readonly hrefOf: (template: Template) => string;
  readonly chosen?: string;
  /** A card before all others. */
  readonly first?: ReactNode;
  /** Offers withdrawn templates, too. */
  readonly statuses?: boolean;
}) {
  const t = useTexts("policies");
  const [search, change] = useUrlState();
  const archived = statuses && search.status === "ARCHIVED";
  const list = useList(
    PolicyService.method.listTemplates,
    {
      pageSize: 100,
      query: search.q ?? "",
      statuses: [archived ? TemplateStatus.ARCHIVED : TemplateStatus.ACTIVE],
    },
    (page) => page.templates,
  );
  const shown = list.rows.filter(({ customerId }) => {
    if (!search.source) return true;
    return (search.source === "OWN") === (customerId !== "");
  });
  return (
    <>
      <search className={classes.filters}>
        <SearchField
          label={t("search")}
          placeholder={t("templates.searchHint")}
          value={search.q ?? ""}
          onChange={(q) => change({ q })}
        />
        <Choice
          label={t("templates.source")}
          value={search.source}
          data={SOURCES.map((value) => ({ value, label: t(`templates.sources.${value}`) }))}
          onChange={(source) => change({ source })}
        />
        {statuses && (
          <Select
            label={t("templates.status")}
            allowDeselect={false}
            value={archived ? "ARCHIVED" : "ACTIVE"}
            data={["ACTIVE", "ARCHIVED"].map((value) => ({
              value,
              label: t(`templates.statuses.${value}`),
            }))}
            onChange={(status) => change({ status: status === "ARCHIVED" ? status : "" })}
          />
        )}
      </search>
      {list.error && <StateBlock kind="error" error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPaused && <StateBlock kind="offline" />}
      {list.isPending && <ListSkeleton rows={3} height={120} />}
      <ul className={classes.cards} aria-label={t("templates.title")}>
        {first && <li>{first}</li>}
        {shown.map((template) => (
          <li key={template.id}>
            <TemplateCard template={template} href={hrefOf(template)} chosen={template.id === chosen} />
          </li>
        ))}
      </ul>
      {list.first && shown.length === 0 && !first && (
        <StateBlock kind="empty" title={t("templates.none")} text={t("templates.noneText")} />
      )}
      <ShowMore list={list} mt="md" />
    </>
  );
}

function TemplateCard({
  template,
  href,
  chosen,
}: {
  readonly template: Template;
  readonly href: string;
  readonly chosen: boolean;
}) {
  const t = useTexts("policies");
  return (
    <div className={classes.card} data-chosen={chosen || undefined}>
      <CardLink to={href} current={chosen} resetScroll={false}>
        {template.title}
      </CardLink>
      <Text size="sm" c="dimmed" lineClamp={3}>
        {template.summary}
      </Text>
      <Group gap="xs" justify="space-between" className={classes.cardFoot}>
        <StatusBadge tone={template.customerId === "" ? "neutral" : "active"}>
          {t(template.customerId === "" ? "templates.platform" : "templates.own")}
        </StatusBadge>
        <Text size="xs" c="dimmed">
          {t("version.number", { number: template.latestVersion })}
          {" · "}
          {agoText(template.updateTime)}
        </Text>
      </Group>
    </div>
  );
}
