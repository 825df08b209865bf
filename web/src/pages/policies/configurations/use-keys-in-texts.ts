import { useQuery } from "@connectrpc/connect-query";
import { useMemo } from "react";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { keysOf } from "../parts/texts-of-source.ts";

/** The keys that the text in force and the one being written use. */
export function useKeysInTexts({ publishedVersionId, openVersionId }: Policy): readonly string[] {
  const { method } = PolicyService;
  const published = useQuery(
    method.getPolicyVersion,
    { policyVersionId: publishedVersionId },
    { enabled: publishedVersionId !== "" },
  );
  const open = useQuery(
    method.getPolicyVersion,
    { policyVersionId: openVersionId },
    { enabled: openVersionId !== "" },
  );
  const inForce = published.data?.version?.contentMarkdown ?? "";
  const written = open.data?.version?.contentMarkdown ?? "";
  return useMemo(() => keysOf(`${inForce}\n${written}`), [inForce, written]);
}
