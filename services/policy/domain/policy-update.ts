import { changedPolicy, openFields, type Policy } from "./policy.ts";
import type { RenderedText } from "./rendering.ts";
import { replannedReview } from "./review.ts";
import { searchTextOf, titleKey } from "./title.ts";
import { editVersion, type Version, type VersionEdit } from "./version.ts";

/** Fields of a policy with new values; what does not change is left out. */
export type PolicyPatch = Partial<
  Pick<
    Policy,
    "title" | "summary" | "ownerUserId" | "audience" | "approvalRule" | "rules" | "reviewIntervalDays"
  >
>;

/** New text and note of the open version; what does not change is left out. */
export interface VersionPatch {
  readonly text?: RenderedText;
  readonly changeNote?: string;
}

/** A policy and its open version after an update; the same objects where nothing changed. */
export interface PolicyUpdated {
  readonly policy: Policy;
  readonly open: Version | undefined;
  /** What changed of the open version alone, as the contract names it. */
  readonly draftFields: readonly string[];
  readonly approvalsVoided: boolean;
}

/** Changes a policy and its open version, whose title and summary follow the policy's. */
export function updatePolicyAndDraft(
  policy: Policy,
  open: Version | undefined,
  patch: PolicyPatch,
  { text, changeNote }: VersionPatch,
  editorUserId: string,
  now: Date,
): PolicyUpdated {
  const { title, summary } = patch;
  const edit: VersionEdit = {
    ...(title === undefined ? {} : { title }),
    ...(summary === undefined ? {} : { summary }),
    ...(changeNote === undefined ? {} : { changeNote }),
    ...text,
  };
  const edited = open && Object.keys(edit).length > 0 ? editVersion(open, edit, editorUserId, now) : open;
  if (edited === open && Object.keys(patch).length === 0)
    return { policy, open, draftFields: [], approvalsVoided: false };
  const named = { title: title ?? policy.title, summary: summary ?? policy.summary };
  const searched = {
    titleKey: titleKey(named.title),
    searchText: searchTextOf(named.title, named.summary),
  };
  const review =
    patch.reviewIntervalDays === undefined ? {} : replannedReview(policy, patch.reviewIntervalDays, now);
  return {
    policy: changedPolicy(policy, { ...patch, ...searched, ...openFields(edited), ...review }, now),
    open: edited,
    draftFields: [
      ...(text ? ["content_markdown"] : []),
      ...(changeNote === undefined ? [] : ["change_note"]),
    ],
    approvalsVoided: open !== undefined && edited !== open && open.state !== "DRAFT",
  };
}
