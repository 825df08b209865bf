import { voidDecisions } from "./approval.ts";
import type { VersionHead } from "./version.ts";
import { stateAfter } from "./version-state.ts";

/** Takes a version back from its approvers: its round is over and it is a draft again. Throws POLICY_NOT_IN_REVIEW. */
export const withdrawVersion = <V extends VersionHead>(version: V, now: Date): V => ({
  ...version,
  state: stateAfter(version.state, "withdraw"),
  approvals: voidDecisions(version.approvals),
  updateTime: now,
  submitTime: null,
  approveTime: null,
});
