import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import type { PolicyVersion } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { isReason } from "../../../app/failure.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useMe } from "../../../app/session.tsx";
import { keepInTab } from "./kept-text.ts";
import { type CopyView, WorkingCopy } from "./working-copy.ts";
import type { SavedText, TextField } from "./working-text.ts";

/** The text of a policy and of its open version, as it is edited. */
export const savedText = (policy: Policy, version: PolicyVersion | undefined): SavedText => ({
  text: {
    title: policy.title,
    summary: policy.summary,
    contentMarkdown: version?.contentMarkdown ?? "",
    changeNote: version?.changeNote ?? "",
  },
  etag: policy.etag,
  revision: policy.revision,
});

/** Reads a policy's text for editing, always anew: the policy first, so that its etag is never newer than the text. */
export function useTextToEdit(policyId: string, openVersionId: string) {
  const policies = useClient(PolicyService);
  const read = async (): Promise<SavedText> => {
    const { policy } = await policies.getPolicy({ policyId });
    const { version } = await policies.getPolicyVersion({ policyVersionId: policy?.openVersionId ?? "" });
    if (!policy) throw new Error("an answer without its policy");
    return savedText(policy, version);
  };
  const query = useQuery({
    queryKey: ["text to edit", policyId, openVersionId],
    queryFn: read,
    gcTime: 0,
    enabled: openVersionId !== "",
  });
  return { saved: query.data, error: query.error, refetch: query.refetch, read };
}

/** A working copy of a policy's text: see WorkingCopy. */
export function useWorkingCopy(
  policyId: string,
  saved: SavedText,
  read: () => Promise<SavedText>,
): { readonly copy: WorkingCopy; readonly view: CopyView } {
  const policies = useClient(PolicyService);
  const fresh = useFresh();
  const { user } = useMe();
  // biome-ignore lint/correctness/useExhaustiveDependencies: one copy for as long as the page is open
  const copy = useMemo(
    () =>
      new WorkingCopy({
        saved,
        keep: keepInTab(user.id, policyId),
        read,
        isConflict: (error) => isReason(error, "ETAG_MISMATCH") || isReason(error, "CONCURRENT_UPDATE"),
        save: async (text, changed, etag) => {
          const has = (field: TextField): boolean => changed.includes(field);
          const { policy, openVersion } = await policies.updatePolicy({
            policy: {
              id: policyId,
              ...(has("title") ? { title: text.title.trim() } : {}),
              ...(has("summary") ? { summary: text.summary.trim() } : {}),
            },
            updateMask: { paths: (["title", "summary"] as const).filter(has) },
            ...(has("contentMarkdown") ? { contentMarkdown: text.contentMarkdown } : {}),
            ...(has("changeNote") ? { changeNote: text.changeNote } : {}),
            etag,
            requestId: newRequestId(),
          });
          return policy ? savedText(policy, openVersion) : { ...saved, text };
        },
      }),
    [policyId],
  );
  useEffect(() => copy.offer(saved), [copy, saved]);
  useEffect(() => {
    const online = (): void => void copy.flush();
    addEventListener("online", online);
    return () => {
      removeEventListener("online", online);
      void copy.flush().then(() => {
        copy.rest();
        return fresh(PolicyService);
      });
    };
  }, [copy, fresh]);
  const view = useSyncExternalStore(copy.watch, copy.view);
  const unsaved = view.state !== "saved";
  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [unsaved]);
  return { copy, view };
}
