import { Box, Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { CoverageStateSchema, type RequirementCoverage } from "#gen/countersign/compliance/v1/coverage_pb.ts";
import { RequirementTypeSchema } from "#gen/countersign/compliance/v1/framework_pb.ts";
import { type Command, useCommands } from "../../../app/commands.ts";
import { enumName } from "../../../app/enum-name.ts";
import { isReason } from "../../../app/failure.ts";
import { useParam, useUrlState } from "../../../app/navigation.ts";
import { useMay } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { PageHeader } from "../../../components/page-header.tsx";
import { Section } from "../../../components/section.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import { CoverageBar } from "../parts/bars.tsx";
import { countStates } from "../parts/coverage.ts";
import { MappingScope } from "../parts/mapping.tsx";
import { COMPLIANCE_MANAGERS } from "../who.ts";
import { RequirementFilters } from "./requirement-filters.tsx";
import { RequirementGroups } from "./requirement-groups.tsx";
import { useCoverage } from "./use-coverage.ts";
import { useOwn } from "./use-own.tsx";

/** What a framework asks for, and which policies answer it. */
export function FrameworkPage() {
  return (
    <MappingScope>
      <Requirements frameworkId={useParam("frameworkId")} />
    </MappingScope>
  );
}

function Requirements({ frameworkId }: { readonly frameworkId: string }) {
  const t = useTexts("compliance");
  const mayManage = useMay(COMPLIANCE_MANAGERS);
  const [search, change] = useUrlState();
  const { framework, compliance, rows: read, error, isPaused, refetch } = useCoverage(frameworkId);
  const own = useOwn(frameworkId);
  const rows = read.filter((row) => !own.isGone(row));
  const shown = rows.filter((row) => matches(row, search));
  const { add } = own;
  // biome-ignore lint/correctness/useExhaustiveDependencies: add does the same each time
  const commands = useMemo(
    (): readonly Command[] => (mayManage ? [{ id: "requirement.new", label: t("own.add"), run: add }] : []),
    [t, mayManage],
  );
  useCommands(commands);
  if (!framework) {
    if (error && isReason(error, "FRAMEWORK_NOT_FOUND")) return <StateBlock page kind="not-found" />;
    if (error) return <StateBlock page kind="error" error={error} onRetry={() => void refetch()} />;
    if (isPaused) return <StateBlock page kind="offline" />;
  }
  return (
    <Box maw="76rem">
      <PageHeader
        title={framework?.title ?? "…"}
        crumbs={[{ to: "/compliance", text: t("title") }]}
        text={framework?.description}
        actions={
          framework && (
            <>
              {mayManage && (
                <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={add}>
                  {t("own.add")}
                </Button>
              )}
              {compliance ? (
                <Button renderRoot={(props) => <Link to={`/compliance/${compliance.id}`} {...props} />}>
                  {t("framework.progress")}
                </Button>
              ) : (
                mayManage && (
                  <Button
                    renderRoot={(props) => (
                      <Link to={`/compliance?add=1&framework=${frameworkId}`} {...props} />
                    )}
                  >
                    {t("framework.begin")}
                  </Button>
                )
              )}
            </>
          )
        }
      />
      {framework ? (
        <Section title={t("requirements.title")} text={t("requirements.text")}>
          <CoverageBar counts={countStates(rows)} />
          <RequirementFilters search={search} change={change} />
          {shown.length === 0 ? (
            <StateBlock kind="empty" title={t("requirements.none")} text={t("requirements.noneText")} small />
          ) : (
            <RequirementGroups
              framework={framework}
              rows={shown}
              all={rows}
              actsOf={mayManage ? own.actsOf : () => null}
            />
          )}
        </Section>
      ) : (
        <ListSkeleton rows={8} />
      )}
      {own.dialog}
    </Box>
  );
}

function matches(
  { requirement, state }: RequirementCoverage,
  search: Readonly<Record<string, string | undefined>>,
): boolean {
  if (!requirement) return false;
  const { identifier, title, type, customerId } = requirement;
  const words = (search.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const text = `${identifier} ${title}`.toLowerCase();
  return (
    words.every((word) => text.includes(word)) &&
    (!search.state || enumName(CoverageStateSchema, state) === search.state) &&
    (!search.type || enumName(RequirementTypeSchema, type) === search.type) &&
    (!search.own || (customerId !== "") === (search.own === "1"))
  );
}
