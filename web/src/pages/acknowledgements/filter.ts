import type { MessageInitShape } from "@bufbuild/protobuf";
import { AcknowledgementStatus } from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import {
  AcknowledgementOrder,
  type ListAcknowledgementsRequestSchema,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_requests_pb.ts";
import { afterOfficialDay, officialMidnight } from "./official-day.ts";

/** What stands in the address of the table. */
export type TableSearch = Readonly<Record<string, string | undefined>>;

/** The filters in the address, all of them; the order stands beside them. */
export const FILTERS = [
  "status",
  "policy",
  "department",
  "overdue",
  "escalated",
  "q",
  "from",
  "to",
  "employee",
  "rollout",
] as const;

/** The states as they stand in the address. Nothing: those that wait. */
export const STATUSES: Readonly<Record<string, readonly AcknowledgementStatus[]>> = {
  pending: [AcknowledgementStatus.PENDING],
  signed: [AcknowledgementStatus.ACKNOWLEDGED],
  exempted: [AcknowledgementStatus.EXEMPTED],
  cancelled: [AcknowledgementStatus.CANCELLED],
  all: [],
};

/** The filters that lists and exports share, from the address. `zone`: the customer's (IANA), whose days are meant. */
export function filterOf(search: TableSearch, zone: string | undefined) {
  const from = officialMidnight(search.from ?? "", zone);
  const before = afterOfficialDay(search.to ?? "", zone);
  return {
    statuses: [...(STATUSES[search.status ?? "pending"] ?? [])],
    policyId: search.policy ?? "",
    department: search.department ?? "",
    employeeId: search.employee ?? "",
    rolloutId: search.rollout ?? "",
    query: search.q ?? "",
    ...(search.overdue === "1" ? { overdue: true } : {}),
    ...(search.escalated === "1" ? { escalated: true } : {}),
    ...(from ? { dueFrom: from } : {}),
    ...(before ? { dueBefore: before } : {}),
  };
}

/** What to list. */
export const listRequestOf = (
  search: TableSearch,
  zone: string | undefined,
): MessageInitShape<typeof ListAcknowledgementsRequestSchema> => ({
  ...filterOf(search, zone),
  pageSize: 200,
  orderBy: search.order === "latest" ? AcknowledgementOrder.LATEST_DUE : AcknowledgementOrder.EARLIEST_DUE,
});
