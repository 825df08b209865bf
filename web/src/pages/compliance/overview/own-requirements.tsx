import { create } from "@bufbuild/protobuf";
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import {
  type RequirementCoverage,
  RequirementCoverageSchema,
} from "#gen/countersign/compliance/v1/coverage_pb.ts";
import type { CustomerCompliance } from "#gen/countersign/compliance/v1/customer_compliance_pb.ts";
import type { Requirement } from "#gen/countersign/compliance/v1/framework_pb.ts";
import { useMay } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { Section } from "../../../components/section.tsx";
import classes from "../compliance.module.css";
import { coverageOf, percentOf, signatures } from "../parts/coverage.ts";
import { targetOf, useOwnRequirements } from "../parts/lists.ts";
import { MapPolicies } from "../parts/map-policies.tsx";
import { MappingScope, type MapTarget, useMapping } from "../parts/mapping.tsx";
import { RequirementRow } from "../requirements/requirement-row.tsx";
import { useOwn } from "../requirements/use-own.tsx";
import { COMPLIANCE_MANAGERS } from "../who.ts";

/** Requirements of the company's own that belong to no framework, such as those of a contract. */
export function OwnRequirements({ compliances }: { readonly compliances: readonly CustomerCompliance[] }) {
  return (
    <MappingScope>
      <Own compliances={compliances} />
    </MappingScope>
  );
}

function Own({ compliances }: { readonly compliances: readonly CustomerCompliance[] }) {
  const t = useTexts("compliance");
  const mayManage = useMay(COMPLIANCE_MANAGERS);
  const { rows, ready } = useOwnRequirements();
  const { shown } = useMapping();
  const own = useOwn("");
  const [mapping, setMapping] = useState<{ target: MapTarget; title: string }>();
  const alone = rows
    .filter(({ frameworkId }) => frameworkId === "")
    .map((one) => coverageRow(one, compliances, shown))
    .filter((row) => !own.isGone(row));
  if (!ready || (alone.length === 0 && !mayManage)) return null;
  return (
    <Section
      title={t("own.section")}
      text={t("own.sectionText")}
      actions={
        mayManage && (
          <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={own.add}>
            {t("own.add")}
          </Button>
        )
      }
    >
      {alone.length > 0 && (
        <ul className={classes.requirements}>
          {alone.map((row) => (
            <RequirementRow
              key={row.requirement?.id}
              row={row}
              mayManage={mayManage}
              onMap={(target, title) => setMapping({ target, title })}
            >
              {own.actsOf(row)}
            </RequirementRow>
          ))}
        </ul>
      )}
      {own.dialog}
      {mapping && <MapPolicies {...mapping} onClose={() => setMapping(undefined)} />}
    </Section>
  );
}

/** As the coverage of a framework has it: no call gives it for requirements that stand alone. */
function coverageRow(
  requirement: Requirement,
  compliances: readonly CustomerCompliance[],
  shown: ReturnType<typeof useMapping>["shown"],
): RequirementCoverage {
  const tracked = compliances.find((one) => targetOf(one).id === requirement.id);
  const policies = [...shown(tracked?.id ?? "", tracked?.policies ?? [])];
  return create(RequirementCoverageSchema, {
    requirement,
    state: coverageOf(policies),
    customerComplianceId: tracked?.id ?? "",
    policies,
    percentage: percentOf(signatures(policies)),
  });
}
