import { Group, Text, Title } from "@mantine/core";
import { Fragment } from "react";
import type { PolicyMatch, TextSpan } from "#gen/countersign/policy/v1/policy_search_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { useList } from "../../../app/list.ts";
import { useTexts } from "../../../app/texts.ts";
import { CardLink } from "../../../components/card-link.tsx";
import { ShowMore } from "../../../components/list-parts.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import { VersionBadge } from "../parts/version-badge.tsx";
import classes from "../policies.module.css";
import { isAskedFor } from "./policy-filter.ts";

/** Policies whose texts hold the words, with the places where they stand. */
export function SearchResults({
  query,
  search,
}: {
  readonly query: string;
  readonly search: Readonly<Record<string, string | undefined>>;
}) {
  const t = useTexts("policies");
  const list = useList(PolicyService.method.searchPolicies, { query, pageSize: 50 }, (page) => page.matches);
  if (list.error) return <StateBlock kind="error" error={list.error} onRetry={() => void list.refetch()} />;
  if (list.isPaused) return <StateBlock kind="offline" />;
  if (list.isPending) return <ListSkeleton rows={4} height={92} />;
  const shown = list.rows.filter(({ policy }) => policy && isAskedFor(policy, search));
  return (
    <section aria-label={t("list.results")}>
      <Text size="sm" c="dimmed" mb="sm" aria-live="polite">
        {t("list.found", { count: shown.length, query })}
      </Text>
      {shown.length === 0 && (
        <StateBlock kind="empty" title={t("list.nothingFound")} text={t("list.nothingFoundText")} />
      )}
      <ul className={classes.plainList}>
        {shown.map((match) => (
          <li key={match.policyVersionId}>
            <Match match={match} />
          </li>
        ))}
      </ul>
      <ShowMore list={list} mt="md" />
    </section>
  );
}

function Match({ match }: { readonly match: PolicyMatch }) {
  const t = useTexts("policies");
  return (
    <div className={classes.card}>
      <Group justify="space-between" gap="xs">
        <Title order={2} size="h3">
          <CardLink to={`/policies/${match.policy?.id ?? ""}`}>
            <Spans spans={match.title} />
          </CardLink>
        </Title>
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {t("version.number", { number: match.version })}
          </Text>
          <VersionBadge state={match.versionState} />
        </Group>
      </Group>
      {match.snippets.map(({ spans }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: passages have no other name, and never move
        <div key={i} className={classes.snippet}>
          <Spans spans={spans} />
        </div>
      ))}
    </div>
  );
}

const Spans = ({ spans }: { readonly spans: readonly TextSpan[] }) =>
  spans.map(({ text, highlighted }, i) =>
    highlighted ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text have no other name
      <mark key={i}>{text}</mark>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <Fragment key={i}>{text}</Fragment>
    ),
  );
