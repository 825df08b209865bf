import { Anchor, Switch } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useUrlState } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { Section } from "../../../components/section.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import { CoverageBar } from "../parts/bars.tsx";
import { countStates } from "../parts/coverage.ts";
import { isGap, RequirementGroups } from "../requirements/requirement-groups.tsx";
import { useCoverage } from "../requirements/use-coverage.ts";

/** The framework's requirements with the policies that serve each; on request only the gaps. */
export function Requirements({ frameworkId }: { readonly frameworkId: string }) {
  const t = useTexts("compliance");
  const [search, change] = useUrlState();
  const { framework, rows, error, refetch } = useCoverage(frameworkId);
  const gapsOnly = search.gaps === "1";
  const shown = gapsOnly ? rows.filter(isGap) : rows;
  return (
    <Section
      title={t("requirements.title")}
      text={t("requirements.text")}
      actions={
        <Switch
          label={t("requirements.gapsOnly")}
          checked={gapsOnly}
          onChange={(event) => change({ gaps: event.currentTarget.checked ? "1" : "" })}
        />
      }
    >
      {framework ? (
        <>
          <CoverageBar counts={countStates(rows)} />
          {shown.length === 0 ? (
            <StateBlock
              kind="empty"
              title={t("requirements.noGaps")}
              action={
                <Anchor renderRoot={(props) => <Link to="." search={{} as never} {...props} />}>
                  {t("requirements.showAll")}
                </Anchor>
              }
              small
            />
          ) : (
            <RequirementGroups framework={framework} rows={shown} all={rows} />
          )}
        </>
      ) : error ? (
        <StateBlock kind="error" error={error} onRetry={() => void refetch()} small />
      ) : (
        <ListSkeleton rows={8} />
      )}
    </Section>
  );
}
