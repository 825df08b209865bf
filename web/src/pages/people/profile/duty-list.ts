import { timestampMs } from "@bufbuild/protobuf/wkt";
import {
  type Acknowledgement,
  AcknowledgementStatus as Status,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import type { AssignedPolicy } from "#gen/countersign/employee/v1/assigned_policy_pb.ts";

/** A policy that applies to somebody, and their signature of it or the request for one; neither: for information only. */
export interface Duty {
  readonly policy: AssignedPolicy;
  readonly acknowledgement: Acknowledgement | undefined;
}

/** How a request to sign stands. */
export type DutyState = "waiting" | "overdue" | "paused" | "signed" | "exempted" | "cancelled";

/** How a request to sign stands, of what the server said. */
export function dutyState({ status, overdue, paused }: Acknowledgement): DutyState {
  if (status === Status.ACKNOWLEDGED) return "signed";
  if (status === Status.EXEMPTED) return "exempted";
  if (status === Status.CANCELLED) return "cancelled";
  if (overdue) return "overdue";
  return paused ? "paused" : "waiting";
}

/** What is open can be reminded of, except during leave. */
export const isOpen = (acknowledgement: Acknowledgement | undefined): boolean =>
  acknowledgement?.status === Status.PENDING && !acknowledgement.paused;

/** Puts the newest request for the version in force beside each policy, the others apart; late ones first, then open ones, then by title. */
export function dutiesOf(
  policies: readonly AssignedPolicy[],
  acknowledgements: readonly Acknowledgement[],
): { readonly duties: readonly Duty[]; readonly others: readonly Acknowledgement[] } {
  const newestFirst = [...acknowledgements].sort((a, b) => asked(b) - asked(a));
  const duties = policies.map((policy) => ({
    policy,
    acknowledgement: newestFirst.find(
      (one) => one.policyId === policy.policyId && one.materialVersion === policy.materialVersion,
    ),
  }));
  const shown = new Set(duties.map(({ acknowledgement }) => acknowledgement?.id));
  return {
    duties: duties.sort((a, b) => urgency(a) - urgency(b)),
    others: newestFirst.filter(({ id }) => !shown.has(id)),
  };
}

const asked = ({ createTime, cycle }: Acknowledgement): number =>
  (createTime ? timestampMs(createTime) : 0) + cycle;

const URGENCY: Readonly<Record<DutyState, number>> = {
  overdue: 0,
  waiting: 1,
  paused: 2,
  cancelled: 3,
  exempted: 3,
  signed: 3,
};

const urgency = ({ acknowledgement }: Duty): number =>
  acknowledgement ? URGENCY[dutyState(acknowledgement)] : 4;
