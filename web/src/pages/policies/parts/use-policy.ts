import { useQuery } from "@connectrpc/connect-query";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import type { PolicyReview } from "#gen/countersign/policy/v1/policy_review_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { useParam } from "../../../app/navigation.ts";

/** The policy that the address names, and what kept it from being read. */
export interface PolicyQuery {
  readonly policyId: string;
  readonly policy: Policy | undefined;
  readonly reviews: readonly PolicyReview[];
  readonly error: Error | null;
  readonly isPaused: boolean;
  readonly refetch: () => Promise<unknown>;
}

const NONE: readonly PolicyReview[] = [];

/** Reads the policy that the address names. */
export function usePolicy(): PolicyQuery {
  const policyId = useParam("policyId");
  const query = useQuery(PolicyService.method.getPolicy, { policyId });
  return {
    policyId,
    policy: query.data?.policy,
    reviews: query.data?.reviews ?? NONE,
    error: query.error,
    isPaused: query.fetchStatus === "paused",
    refetch: query.refetch,
  };
}
