import { useQuery } from "@connectrpc/connect-query";
import { useMemo } from "react";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import type { RequirementCoverage } from "#gen/countersign/compliance/v1/coverage_pb.ts";
import { coverageOf, percentOf, signatures } from "../parts/coverage.ts";
import { useMapping } from "../parts/mapping.tsx";

/** A framework's requirements and what serves each, policies that were just removed left out. */
export function useCoverage(frameworkId: string) {
  const { shown } = useMapping();
  const query = useQuery(
    ComplianceService.method.getFrameworkCoverage,
    { frameworkId },
    { enabled: frameworkId !== "" },
  );
  const read = query.data?.requirements;
  const rows = useMemo(
    (): readonly RequirementCoverage[] =>
      (read ?? []).map((row) => {
        const policies = shown(row.customerComplianceId, row.policies);
        if (policies.length === row.policies.length) return row;
        return {
          ...row,
          policies: [...policies],
          state: coverageOf(policies),
          percentage: percentOf(signatures(policies)),
        };
      }),
    [read, shown],
  );
  return {
    framework: query.data?.framework,
    compliance: query.data?.customerCompliance,
    rows,
    error: query.error,
    isPaused: query.fetchStatus === "paused",
    refetch: query.refetch,
  };
}
