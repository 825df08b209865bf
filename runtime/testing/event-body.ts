import type { OutboxRow } from "../events/outbox.ts";

/** The message that an event of the outbox carries, in bytes. A lean read gives BSON's Binary where the row says Buffer. */
export const eventBody = ({ body }: OutboxRow): Uint8Array => {
  const read: unknown = body;
  return read instanceof Uint8Array ? read : (read as { readonly buffer: Uint8Array }).buffer;
};
