import { useQuery } from "@connectrpc/connect-query";
import { useState } from "react";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { PolicyVersionState } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { isReason } from "../../../app/failure.ts";
import { useParam } from "../../../app/navigation.ts";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import { NotReady } from "./not-ready.tsx";
import { Published } from "./published.tsx";
import { Wizard } from "./wizard.tsx";

/** Puts a policy's approved version into force, step by step; afterwards the way to its rollout. */
export function PublishPage() {
  const policyId = useParam("policyId");
  const query = useQuery(PolicyService.method.getPolicy, { policyId });
  const policy = query.data?.policy;
  if (policy) return <Known key={policy.id} policy={policy} />;
  if (isReason(query.error, "POLICY_NOT_FOUND")) return <StateBlock page kind="not-found" />;
  if (query.error)
    return <StateBlock page kind="error" error={query.error} onRetry={() => void query.refetch()} />;
  if (query.fetchStatus === "paused") return <StateBlock page kind="offline" />;
  return <ListSkeleton rows={4} height={90} />;
}

function Known({ policy }: { readonly policy: Policy }) {
  const [justNow, setJustNow] = useState(false);
  if (policy.openVersionState === PolicyVersionState.APPROVED)
    return <Wizard policy={policy} onPublished={() => setJustNow(true)} />;
  if (policy.openVersionId === "" && policy.publishedVersionId !== "")
    return <Published policy={policy} justNow={justNow} />;
  return <NotReady policy={policy} />;
}
