import { Button } from "@mantine/core";
import { useEffect } from "react";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { useAction } from "../../../app/action.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useTexts } from "../../../app/texts.ts";
import { toastDone, toastProblem } from "../../../components/toast-store.ts";

/** Takes the open version back from its approvers, so that it can be changed. */
export function TakeBack({ policy }: { readonly policy: Policy }) {
  const t = useTexts("policies");
  const policies = useClient(PolicyService);
  const fresh = useFresh();
  const withdraw = useAction(async () => {
    await policies.withdrawFromApproval({
      policyId: policy.id,
      etag: policy.etag,
      requestId: newRequestId(),
    });
    await fresh(PolicyService);
    toastDone(t("takeBack.done"));
  }, t);
  const { problem } = withdraw;
  useEffect(() => {
    if (problem) toastProblem(problem);
  }, [problem]);
  return (
    <Button variant="default" loading={withdraw.pending} onClick={() => void withdraw.run()}>
      {t("takeBack.button")}
    </Button>
  );
}
