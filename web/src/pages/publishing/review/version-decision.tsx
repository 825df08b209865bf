import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { type PolicyVersion, PolicyVersionState } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useTexts } from "../../../app/texts.ts";
import { versionKey } from "../queue/awaited.ts";
import { DecisionForm } from "./decision-form.tsx";
import { countingApprovals, neededApprovals } from "./standing.ts";
import { useDecide } from "./use-decide.ts";

/** The reader decides on a version: on exactly the text that they see. */
export function VersionDecision({
  policy,
  version,
}: {
  readonly policy: Policy;
  readonly version: PolicyVersion;
}) {
  const t = useTexts("publishing");
  const policies = useClient(PolicyService);
  const decide = useDecide();
  const key = versionKey(version);
  const path = `/policies/${policy.id}/review`;
  const { title } = policy;
  const about = { policyId: policy.id, contentSha256: version.contentSha256 };
  const missing = neededApprovals(version, policy) - countingApprovals(version).length;
  return (
    <DecisionForm
      matter={key}
      title={t("decision.title")}
      text={missing > 1 ? t("decision.more", { count: missing - 1 }) : t("decision.last")}
      onApprove={(comment) =>
        decide({
          key,
          path,
          send: async () => {
            const sent = await policies.approvePolicy({ ...about, comment, requestId: newRequestId() });
            const complete = sent.version?.state === PolicyVersionState.APPROVED;
            return t(complete ? "decision.complete" : "decision.approved", { title });
          },
        })
      }
      onReject={(comment) =>
        decide({
          key,
          path,
          send: async () => {
            await policies.rejectPolicy({ ...about, comment, requestId: newRequestId() });
            return t("decision.rejected", { title });
          },
        })
      }
    />
  );
}
