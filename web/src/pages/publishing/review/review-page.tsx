import { useQuery } from "@connectrpc/connect-query";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { isReason } from "../../../app/failure.ts";
import { useParam, useUrlState } from "../../../app/navigation.ts";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import { NothingOpen } from "./nothing-open.tsx";
import { ValueReview } from "./value-review.tsx";
import { VersionReview } from "./version-review.tsx";

/** Where one decides: on a policy's open version, or on a value proposed for its text (`?configuration=cfg_…`). */
export function ReviewPage() {
  const policyId = useParam("policyId");
  const [{ configuration = "" }] = useUrlState();
  const query = useQuery(PolicyService.method.getPolicy, { policyId });
  const policy = query.data?.policy;
  if (!policy) {
    if (isReason(query.error, "POLICY_NOT_FOUND")) return <StateBlock page kind="not-found" />;
    if (query.error)
      return <StateBlock page kind="error" error={query.error} onRetry={() => void query.refetch()} />;
    if (query.fetchStatus === "paused") return <StateBlock page kind="offline" />;
    return <ListSkeleton rows={4} height={120} />;
  }
  if (configuration)
    return <ValueReview key={configuration} policy={policy} configurationId={configuration} />;
  if (!policy.openVersionId) return <NothingOpen policy={policy} />;
  return <VersionReview key={policy.openVersionId} policy={policy} />;
}
