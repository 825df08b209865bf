import { Button, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { CoverageState, type RequirementCoverage } from "#gen/countersign/compliance/v1/coverage_pb.ts";
import { RequirementTypeSchema } from "#gen/countersign/compliance/v1/framework_pb.ts";
import { enumName } from "../../../app/enum-name.ts";
import { useTexts } from "../../../app/texts.ts";
import { StatusBadge } from "../../../components/status-badge.tsx";
import classes from "../compliance.module.css";
import { CoverageBadge } from "../parts/badges.tsx";
import { MappedChips } from "../parts/mapped-chips.tsx";
import type { MapTarget } from "../parts/mapping.tsx";

/** One requirement: what it asks for, the policies that serve it, and how far their signatures are. */
export function RequirementRow({
  row,
  mayManage,
  onMap,
  children,
}: {
  readonly row: RequirementCoverage;
  readonly mayManage: boolean;
  readonly onMap: (target: MapTarget, title: string) => void;
  /** What else can be done with it. */
  readonly children?: ReactNode;
}) {
  const t = useTexts("compliance");
  const { requirement } = row;
  if (!requirement) return null;
  const { identifier, title, type, customerId, description } = requirement;
  const target: MapTarget = {
    complianceId: row.customerComplianceId,
    requirementId: requirement.id,
    name: identifier,
    policies: row.policies,
  };
  return (
    <li className={classes.requirement} data-row>
      <Text span fw={600} className={classes.identifier}>
        {identifier}
      </Text>
      <div className={classes.demand}>
        <div>{title}</div>
        <Text size="xs" c="dimmed">
          {t(`type.${enumName(RequirementTypeSchema, type)}`)}
        </Text>
        {description !== "" && (
          <Text size="sm" className={classes.description}>
            {description}
          </Text>
        )}
        <MappedChips target={target} mayManage={mayManage} />
      </div>
      <div className={classes.states}>
        {customerId !== "" && <StatusBadge tone="neutral">{t("requirement.own")}</StatusBadge>}
        <CoverageBadge state={row.state} />
        {row.state === CoverageState.COVERED && (
          <Link
            to={`/compliance/${row.customerComplianceId}`}
            className={classes.percentage}
            title={t("requirement.percentText")}
          >
            {t("requirement.signed", { percent: row.percentage })}
          </Link>
        )}
      </div>
      {mayManage && (
        <div className={classes.acts}>
          <Button
            data-map
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            aria-label={t("map.titleOf", { name: identifier })}
            onClick={() => onMap(target, title)}
          >
            {t("map.open")}
          </Button>
          {children}
        </div>
      )}
    </li>
  );
}
