import type { Approval, ApprovalRule } from "./approval.ts";
import { voidDecisions } from "./approval.ts";
import { EMPTY_SHA256 } from "./canonical-text.ts";
import type { RenderedText } from "./rendering.ts";
import { stateAfter, type VersionState } from "./version-state.ts";

/** Why a version was made. */
export type VersionCause = "EDIT" | "TEMPLATE" | "CONFIGURATION";

/** Whether a publication asks for new signatures. */
export type Materiality = "MATERIAL" | "EDITORIAL";

/** A policy version without its texts: all that decisions need. */
export interface VersionHead extends Omit<RenderedText, "contentMarkdown" | "renderedMarkdown"> {
  readonly _id: string;
  readonly customerId: string;
  readonly policyId: string;
  readonly number: number;
  readonly state: VersionState;
  readonly cause: VersionCause;
  readonly title: string;
  readonly summary: string;
  readonly changeNote: string;
  /** Null until published. */
  readonly materiality: Materiality | null;
  /** 0 until published. */
  readonly materialVersion: number;
  readonly authorUserId: string;
  readonly editorUserIds: readonly string[];
  readonly approvals: readonly Approval[];
  /** The rule of the current round; null when never submitted. */
  readonly approvalRule: ApprovalRule | null;
  readonly approvalRound: number;
  /** Who submitted it last; empty when nobody did. */
  readonly submitterUserId: string;
  /** The submitter's word to the approvers. */
  readonly submitComment: string;
  /** 0 when it includes no template's text. */
  readonly templateVersion: number;
  readonly createTime: Date;
  readonly updateTime: Date;
  readonly submitTime: Date | null;
  readonly approveTime: Date | null;
  readonly publishTime: Date | null;
  readonly endTime: Date | null;
}

/** A policy version with its texts. */
export interface Version extends VersionHead, RenderedText {}

/** What a new draft starts from. */
export interface DraftStart {
  readonly _id: string;
  readonly customerId: string;
  readonly policyId: string;
  readonly number: number;
  readonly cause: VersionCause;
  readonly title: string;
  readonly summary: string;
  readonly changeNote: string;
  readonly authorUserId: string;
  readonly templateVersion: number;
}

/** A new draft. */
export const newDraft = (start: DraftStart, text: RenderedText, now: Date): Version => ({
  ...start,
  ...text,
  state: "DRAFT",
  materiality: null,
  materialVersion: 0,
  editorUserIds: [],
  approvals: [],
  approvalRule: null,
  approvalRound: 0,
  submitterUserId: "",
  submitComment: "",
  createTime: now,
  updateTime: now,
  submitTime: null,
  approveTime: null,
  publishTime: null,
  endTime: null,
});

/** What an edit may change of an open version. */
export type VersionEdit = Partial<Pick<VersionHead, "title" | "summary" | "changeNote"> & RenderedText>;

/**
 * Changes an open version: every decision on it is void and it is a draft again. `editorUserId` may not approve it
 * any more; empty when nobody edited it but a configuration was rendered anew.
 */
export function editVersion<V extends VersionHead>(
  version: V,
  edit: VersionEdit,
  editorUserId: string,
  now: Date,
): V {
  const known = editorUserId === "" || wroteIt(version, editorUserId);
  return {
    ...version,
    ...edit,
    state: stateAfter(version.state, "edit"),
    approvals: voidDecisions(version.approvals),
    editorUserIds: known ? version.editorUserIds : [...version.editorUserIds, editorUserId],
    updateTime: now,
    submitTime: null,
    approveTime: null,
  };
}

/** Takes a version out of force, or an open one out of work. */
export const endVersion = <V extends VersionHead>(
  version: V,
  act: "supersede" | "archive",
  now: Date,
): V => ({
  ...version,
  state: stateAfter(version.state, act),
  updateTime: now,
  endTime: now,
});

/** Whether a user is the version's author or one of its editors: they never decide on it. */
export const wroteIt = (
  version: Pick<VersionHead, "authorUserId" | "editorUserIds">,
  userId: string,
): boolean => version.authorUserId === userId || version.editorUserIds.includes(userId);

/** Whether a version has no text at all. */
export const isEmpty = (version: Pick<VersionHead, "contentSha256">): boolean =>
  version.contentSha256 === EMPTY_SHA256;
