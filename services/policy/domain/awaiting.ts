import type { ApprovalRule, Decider } from "./approval.ts";

/** One matter that waits for a decision, and whose: one of the users or, if none is named, a holder of the role. */
export interface Awaiting {
  readonly userIds: readonly string[];
  /** Number of a PermissionRole; 0 when users are named. */
  readonly role: number;
  /** Who may not decide although they hold the role. */
  readonly exceptUserIds: readonly string[];
}

/** Whose decision a matter under a rule waits for, once some people may not or need not decide any more. */
export function awaitingUnder(rule: ApprovalRule, exceptUserIds: readonly string[]): Awaiting {
  if (rule.approverUserIds.length === 0) return { userIds: [], role: rule.approverRole, exceptUserIds };
  const userIds = rule.approverUserIds.filter((userId) => !exceptUserIds.includes(userId));
  return { userIds, role: 0, exceptUserIds: [] };
}

/** Whether a matter waits for this user. */
export const waitsFor = ({ userIds, role, exceptUserIds }: Awaiting, { userId, roles }: Decider): boolean =>
  userIds.includes(userId) || (role > 0 && roles.has(role) && !exceptUserIds.includes(userId));
