import { Text, Title } from "@mantine/core";
import { type ReactNode, useId, useState } from "react";
import { CoverageState, type RequirementCoverage } from "#gen/countersign/compliance/v1/coverage_pb.ts";
import type { Framework } from "#gen/countersign/compliance/v1/framework_pb.ts";
import { useMay } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import classes from "../compliance.module.css";
import { countStates } from "../parts/coverage.ts";
import { MapPolicies } from "../parts/map-policies.tsx";
import type { MapTarget } from "../parts/mapping.tsx";
import { byParts, partText } from "../parts/structure.ts";
import { COMPLIANCE_MANAGERS } from "../who.ts";
import { RequirementRow } from "./requirement-row.tsx";

/** A framework's requirements in its own order and parts. `all`: with those that a filter leaves out, for the counts. */
export function RequirementGroups({
  framework,
  rows,
  all,
  actsOf,
}: {
  readonly framework: Framework;
  readonly rows: readonly RequirementCoverage[];
  readonly all: readonly RequirementCoverage[];
  readonly actsOf?: (row: RequirementCoverage) => ReactNode;
}) {
  const mayManage = useMay(COMPLIANCE_MANAGERS);
  const [mapping, setMapping] = useState<{ target: MapTarget; title: string }>();
  const whole = new Map(
    byParts(framework.key, all, identifierOf).map(({ part, rows: some }) => [part, some]),
  );
  return (
    <div className={classes.groups}>
      {byParts(framework.key, rows, identifierOf).map(({ part, rows: some }) => (
        <Part key={part} framework={framework.key} part={part} all={whole.get(part) ?? some}>
          {some.map((row) => (
            <RequirementRow
              key={row.requirement?.id}
              row={row}
              mayManage={mayManage}
              onMap={(target, title) => setMapping({ target, title })}
            >
              {actsOf?.(row)}
            </RequirementRow>
          ))}
        </Part>
      ))}
      {mapping && <MapPolicies {...mapping} onClose={() => setMapping(undefined)} />}
    </div>
  );
}

function Part({
  framework,
  part,
  all,
  children,
}: {
  readonly framework: string;
  readonly part: string;
  readonly all: readonly RequirementCoverage[];
  readonly children: ReactNode;
}) {
  const t = useTexts("compliance");
  const id = useId();
  const { covered } = countStates(all);
  return (
    <section aria-labelledby={id}>
      <div className={classes.part}>
        <Title order={3} id={id}>
          {t(partText(framework, part))}
        </Title>
        <Text size="sm" c="dimmed" className={classes.number}>
          {t("requirement.coveredOf", { covered, count: all.length })}
        </Text>
      </div>
      <ul className={classes.requirements}>{children}</ul>
    </section>
  );
}

const identifierOf = ({ requirement }: RequirementCoverage): string => requirement?.identifier ?? "";

/** Whether nothing is mapped to a requirement. */
export const isGap = ({ state }: RequirementCoverage): boolean => state === CoverageState.GAP;
