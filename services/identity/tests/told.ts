import { type DescMessage, fromBinary, type MessageShape } from "@bufbuild/protobuf";
import {
  type SessionRevocationReason,
  SessionRevokedSchema,
  UserUpdatedSchema,
} from "#gen/countersign/identity/v1/identity_events_pb.ts";
import type { OutboxRow } from "../../../runtime/events/outbox.ts";
import type { Constellation } from "../../../runtime/testing/constellation.ts";
import { eventBody } from "../../../runtime/testing/event-body.ts";

/** The sessions of a customer that were told to be revoked, and why, in order. */
export async function revocations(
  net: Constellation,
  customerId: string,
): Promise<[string, SessionRevocationReason][]> {
  const rows = await told(net, customerId, "SessionRevoked");
  return rows.map((row) => [row.subject, fromBinary(SessionRevokedSchema, eventBody(row)).reason]);
}

/** The fields that a customer's users were told to have changed, in order. */
export async function updates(net: Constellation, customerId: string): Promise<string[][]> {
  const rows = await told(net, customerId, "UserUpdated");
  return rows.map((row) => fromBinary(UserUpdatedSchema, eventBody(row)).changedFields);
}

/** The subjects of a customer's events of a type, in order. */
export const subjects = async (net: Constellation, customerId: string, type: string): Promise<string[]> =>
  (await told(net, customerId, type)).map((row) => row.subject);

const told = async (net: Constellation, customerId: string, type: string): Promise<OutboxRow[]> =>
  (await net.eventsOf("identity", type)).filter((row) => row.customerId === customerId);

/** What a customer's events of a type said, in order. */
export async function messages<M extends DescMessage>(
  net: Constellation,
  customerId: string,
  schema: M,
): Promise<MessageShape<M>[]> {
  const rows = await told(net, customerId, schema.name);
  return rows.map((row) => fromBinary(schema, eventBody(row)));
}
