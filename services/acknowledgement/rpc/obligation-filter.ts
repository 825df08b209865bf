import { timestampDate } from "@bufbuild/protobuf/wkt";
import type { ListAcknowledgementsRequest } from "#gen/countersign/acknowledgement/v1/acknowledgement_requests_pb.ts";
import type { AcknowledgementContext } from "../context.ts";
import type { ObligationFilter } from "../store/obligation-pages.ts";
import { statusesOf, typesOf } from "./messages.ts";

/** The filters that lists and exports share. */
export type WireFilter = Omit<
  ListAcknowledgementsRequest,
  "$typeName" | "$unknown" | "pageSize" | "pageToken" | "orderBy"
>;

/** A filter as the store takes it. Undefined: it names a rollout that the customer hasn't; nothing matches. */
export async function filterOf(
  context: AcknowledgementContext,
  customerId: string,
  wanted: WireFilter,
): Promise<ObligationFilter | undefined> {
  const { policyId, materialVersion, employeeId, department, rolloutId, overdue, escalated, query } = wanted;
  const rollout = rolloutId === "" ? undefined : await context.rollouts.find(customerId, rolloutId);
  if (rolloutId !== "" && !rollout) return undefined;
  return {
    statuses: statusesOf(wanted.statuses),
    types: typesOf(wanted.types),
    policyId,
    materialVersion,
    employeeId,
    department,
    rollout,
    overdue,
    dueBefore: wanted.dueBefore ? timestampDate(wanted.dueBefore) : undefined,
    dueFrom: wanted.dueFrom ? timestampDate(wanted.dueFrom) : undefined,
    escalated,
    query,
  };
}
