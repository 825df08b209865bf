import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { type Command, useCommands } from "../../../app/commands.ts";
import { useList } from "../../../app/list.ts";
import { useGo, useUrlState } from "../../../app/navigation.ts";
import { useMay } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { PageHeader } from "../../../components/page-header.tsx";
import { StateBlock } from "../../../components/state-block.tsx";
import { DataTable } from "../../../components/table/data-table.tsx";
import { POLICY_WRITERS } from "../who.ts";
import { usePolicyColumns } from "./policy-columns.tsx";
import { isFiltered, requestOf } from "./policy-filter.ts";
import { PolicyFilters } from "./policy-filters.tsx";
import { SearchResults } from "./search-results.tsx";

/** All policies: what state they are in, who answers for them, when they must be looked at again. */
export function PoliciesPage() {
  const t = useTexts("policies");
  const go = useGo();
  const [search, change] = useUrlState();
  const mayWrite = useMay(POLICY_WRITERS);
  const request = useMemo(() => requestOf(search), [search]);
  const list = useList(PolicyService.method.listPolicies, request, (page) => page.policies, {
    enabled: !search.q,
  });
  const columns = usePolicyColumns();
  const commands = useMemo(
    (): readonly Command[] =>
      mayWrite ? [{ id: "policies.new", label: t("list.new"), run: () => go("/policies/new") }] : [],
    [t, go, mayWrite],
  );
  useCommands(commands);
  const begin = mayWrite && (
    <Button component={Link} to="/policies/new" leftSection={<IconPlus size={16} aria-hidden />}>
      {t("list.new")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("list.title")} text={t("list.text")} actions={begin} />
      <PolicyFilters search={search} change={change} />
      {search.q ? (
        <SearchResults query={search.q} search={search} />
      ) : (
        <DataTable
          label={t("list.title")}
          columns={columns}
          list={list}
          rowKey={(policy) => policy.id}
          hrefOf={(policy) => `/policies/${policy.id}`}
          empty={
            isFiltered(search) ? (
              <StateBlock kind="empty" title={t("list.none")} text={t("list.noneText")} />
            ) : (
              <StateBlock kind="empty" title={t("list.empty")} text={t("list.emptyText")} action={begin} />
            )
          }
        />
      )}
    </>
  );
}
