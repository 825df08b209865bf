import type { MessageInitShape } from "@bufbuild/protobuf";
import { type Policy, PolicyStatus, PolicyType } from "#gen/countersign/policy/v1/policy_pb.ts";
import {
  type ListPoliciesRequestSchema,
  PolicyOrder,
} from "#gen/countersign/policy/v1/policy_requests_pb.ts";
import { PolicyVersionState } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { dayFromToday, endOfDay } from "../../../app/day.ts";

/** What the list can be narrowed to, as it stands in the address. */
export const STATES = ["DRAFT", "IN_REVIEW", "APPROVED", "PUBLISHED", "REVIEW_DUE", "ARCHIVED"] as const;

/** How it can be sorted. */
export const SORTS = ["LAST_CHANGED", "TITLE", "REVIEW_DUE"] as const;

/** Where a policy's text came from. */
export const ORIGINS = ["DEFAULT", "CUSTOM"] as const;

/** A review within so many days counts as due soon. */
const SOON_DAYS = 30;

type Search = Readonly<Record<string, string | undefined>>;
type Request = MessageInitShape<typeof ListPoliciesRequestSchema>;

const { DRAFT, IN_REVIEW, APPROVED } = PolicyVersionState;

const DEMANDS: Readonly<Record<string, Request>> = {
  DRAFT: { openVersionStates: [DRAFT] },
  IN_REVIEW: { openVersionStates: [IN_REVIEW] },
  APPROVED: { openVersionStates: [APPROVED] },
  PUBLISHED: { statuses: [PolicyStatus.PUBLISHED] },
  ARCHIVED: { statuses: [PolicyStatus.ARCHIVED] },
};

/** The list that the address asks for. */
export function requestOf(search: Search): Request {
  const { state = "", owner = "", origin = "", template = "", sort = "" } = search;
  const dueBefore = state === "REVIEW_DUE" ? endOfDay(dayFromToday(SOON_DAYS)) : undefined;
  return {
    pageSize: 100,
    ownerUserId: owner,
    templateId: template,
    type: PolicyType[origin as keyof typeof PolicyType] ?? PolicyType.UNSPECIFIED,
    orderBy: orderOf(sort, dueBefore !== undefined),
    ...(dueBefore ? { reviewDueBefore: dueBefore } : DEMANDS[state]),
  };
}

function orderOf(sort: string, byReview: boolean): PolicyOrder {
  if (sort === "" && byReview) return PolicyOrder.REVIEW_DUE;
  return PolicyOrder[sort as keyof typeof PolicyOrder] ?? PolicyOrder.LAST_CHANGED;
}

/** Whether the address asks for less than all. */
export const isFiltered = ({ state, owner, origin, template }: Search): boolean =>
  [state, owner, origin, template].some((one) => one !== undefined && one !== "");

/** Whether a policy that the words were found in is among those that the address asks for. */
export function isAskedFor(policy: Policy, search: Search): boolean {
  const { owner, template, origin, state = "" } = search;
  const type = PolicyType[origin as keyof typeof PolicyType];
  if (owner && policy.ownerUserId !== owner) return false;
  if (template && policy.templateId !== template) return false;
  if (type && policy.type !== type) return false;
  const { openVersionStates, statuses } = DEMANDS[state] ?? {};
  if (openVersionStates && !openVersionStates.includes(policy.openVersionState)) return false;
  return !statuses || statuses.includes(policy.status);
}
