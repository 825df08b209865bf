import { useQuery } from "@connectrpc/connect-query";
import { Progress, Text } from "@mantine/core";
import { keepPreviousData } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { SummaryGrouping } from "#gen/countersign/acknowledgement/v1/acknowledgement_requests_pb.ts";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import type { Rollout } from "#gen/countersign/acknowledgement/v1/rollout_pb.ts";
import type { DepartmentSummary } from "#gen/countersign/acknowledgement/v1/summary_pb.ts";
import { useTexts } from "../../../app/texts.ts";
import { Section } from "../../../components/section.tsx";
import classes from "../publishing.module.css";
import { numberText } from "./shares.ts";

/** How often the departments are counted anew while numbers change, ms. */
const COUNT_MS = 5_000;

/** Which departments have signed how much of a rollout's version. */
export function RolloutDepartments({ rollout }: { readonly rollout: Rollout }) {
  const t = useTexts("publishing");
  const { policyId, materialVersion, revision } = rollout;
  const query = useQuery(
    AcknowledgementService.method.getAcknowledgementSummary,
    { policyIds: [policyId], materialVersion, groupBy: SummaryGrouping.DEPARTMENT },
    { placeholderData: keepPreviousData, staleTime: COUNT_MS },
  );
  const { refetch } = query;
  // biome-ignore lint/correctness/useExhaustiveDependencies: counted anew some time after each change
  useEffect(() => {
    const timer = setTimeout(() => void refetch(), COUNT_MS);
    return () => clearTimeout(timer);
  }, [revision, refetch]);
  const departments = query.data?.departments ?? [];
  if (departments.length === 0) return null;
  return (
    <Section title={t("rollout.departments.title")}>
      <ul className={classes.departments}>
        {departments.map((one) => (
          <Department key={one.department} one={one} policyId={policyId} />
        ))}
      </ul>
    </Section>
  );
}

function Department({
  one: { department, counts },
  policyId,
}: {
  readonly one: DepartmentSummary;
  readonly policyId: string;
}) {
  const t = useTexts("publishing");
  if (!counts) return null;
  const all = counts.acknowledged + counts.pending + counts.exempted;
  const words = t("rollout.departments.signed", {
    signed: numberText(counts.acknowledged),
    all: numberText(all),
  });
  const name = department || t("rollout.departments.none");
  return (
    <li>
      <Text span fw={550}>
        {department ? (
          <Link to="/acknowledgements/all" search={{ policy: policyId, department, status: "all" } as never}>
            {name}
          </Link>
        ) : (
          name
        )}
      </Text>
      <Progress
        value={all === 0 ? 0 : (100 * counts.acknowledged) / all}
        color="green"
        aria-label={`${name}: ${words}`}
      />
      <Text span size="sm" className={classes.count}>
        {words}
      </Text>
      <Text span size="sm" c="var(--mantine-color-error)" className={classes.overdue}>
        {counts.overdue > 0 && t("rollout.departments.overdue", { count: counts.overdue })}
      </Text>
    </li>
  );
}
