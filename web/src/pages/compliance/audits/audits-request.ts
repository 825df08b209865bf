import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { AuditState } from "#gen/countersign/compliance/v1/scheduled_audit_pb.ts";

const STATES: Readonly<Record<string, AuditState>> = {
  SCHEDULED: AuditState.SCHEDULED,
  COMPLETED: AuditState.COMPLETED,
};

/** What the address asks for. Days are the reader's own: from the first one's beginning to the last one's end. */
export function auditsRequest(search: Readonly<Record<string, string | undefined>>) {
  const state = STATES[search.state ?? ""];
  const from = midnight(search.from, 0);
  const before = midnight(search.to, 1);
  return {
    pageSize: 100,
    customerComplianceId: search.of ?? "",
    states: state === undefined ? [] : [state],
    ...(from ? { scheduledFrom: timestampFromDate(from) } : {}),
    ...(before ? { scheduledBefore: timestampFromDate(before) } : {}),
  };
}

function midnight(day: string | undefined, later: number): Date | undefined {
  const [year, month, date] = (day ?? "").split("-").map(Number);
  if (!year || !month || !date) return undefined;
  return new Date(year, month - 1, date + later);
}
