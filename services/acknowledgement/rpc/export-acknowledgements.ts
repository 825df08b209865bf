import type { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { canceled, customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { AcknowledgementContext } from "../context.ts";
import { BYTE_ORDER_MARK, csvLine } from "../domain/csv.ts";
import { isOverdue, type Obligation } from "../domain/obligation.ts";
import { filterOf } from "./obligation-filter.ts";

/** Rows of one read. */
const STEP = 1_000;
/** UTF-16 units of one part: at most 3 bytes each, and rows are short, so parts stay below 500,000 bytes. */
const PART = 100_000;

type Column = readonly [title: string, cell: (row: Obligation, now: Date) => string];

const COLUMNS: readonly Column[] = [
  ["Acknowledgement", (row) => row._id],
  ["Employee", (row) => row.person.name],
  ["Email", (row) => row.person.email],
  ["Department", (row) => row.person.department],
  ["Policy", (row) => row.text.title],
  ["Version", (row) => String(row.text.version)],
  ["Type", (row) => row.type],
  ["Status", (row) => row.status],
  ["Cancel reason", (row) => row.cancelReason ?? ""],
  ["Overdue", (row, now) => (isOverdue(row, now) ? "yes" : "no")],
  ["On leave", (row) => (row.paused ? "yes" : "no")],
  ["Requested", (row) => row.createTime.toISOString()],
  ["Due", (row) => row.dueTime.toISOString()],
  ["Opened", (row) => row.openTime?.toISOString() ?? ""],
  ["Signed", (row) => row.signTime?.toISOString() ?? ""],
  ["Renewal due", (row) => row.renewalDueTime?.toISOString() ?? ""],
  ["Reminders", (row) => String(row.chase.reminders)],
  ["Escalation level", (row) => String(row.chase.level)],
  ["Text SHA-256", (row) => row.text.contentSha256],
  ["Employee id", (row) => row.employeeId],
  ["Policy id", (row) => row.policyId],
];

/** Sends acknowledgements as a CSV file in parts; memory holds one part, however many rows there are. */
export const exportAcknowledgements: Handler<
  AcknowledgementContext,
  (typeof AcknowledgementService)["method"]["exportAcknowledgements"]
> = async function* (context, request, call) {
  const customerId = customerOf(call);
  const filter = await filterOf(context, customerId, request);
  const now = context.clock.now();
  let part = BYTE_ORDER_MARK + csvLine(COLUMNS.map(([title]) => title));
  let rowCount = 0;
  for await (const rows of filter ? context.pages.all(customerId, filter, STEP, now) : []) {
    if (call.signal.aborted) throw canceled();
    for (const row of rows) {
      part += csvLine(COLUMNS.map(([, cell]) => cell(row, now)));
      rowCount++;
      if (part.length < PART) continue;
      yield { csv: Buffer.from(part, "utf8"), rowCount };
      part = "";
    }
  }
  if (part !== "") yield { csv: Buffer.from(part, "utf8"), rowCount };
};
