import { fromBinary, type MessageInitShape, toJsonString } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { AuditEventSchema } from "#gen/countersign/audit/v1/audit_event_pb.ts";
import { EVENT_TYPES } from "../event-types.ts";
import type { AuditEventRow } from "../store/audit-event-model.ts";

/** A recorded event on the wire, its body as JSON. */
export const auditEventMessage = (row: AuditEventRow): MessageInitShape<typeof AuditEventSchema> => ({
  id: row._id,
  customerId: row.customerId,
  type: row.type,
  source: row.source,
  subject: row.subject,
  actor: { ...row.actor },
  time: timestampFromDate(row.time),
  recordTime: timestampFromDate(row.recordTime),
  dataJson: bodyJson(row.type, bytesOf(row.body)),
});

/** A type that the contracts no longer have keeps its bytes, in the form that JSON gives an unknown `Any`. */
function bodyJson(type: string, body: Uint8Array): string {
  const schema = EVENT_TYPES.get(type);
  if (schema) return toJsonString(schema, fromBinary(schema, body));
  return JSON.stringify({ "@type": type, value: Buffer.from(body).toString("base64") });
}

/** A lean read gives BSON's Binary where the row says Buffer. */
const bytesOf = (body: Buffer | { readonly buffer: Uint8Array }): Uint8Array =>
  body instanceof Uint8Array ? body : body.buffer;
