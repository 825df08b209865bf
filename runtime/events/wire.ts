import { headers, type MsgHdrs } from "@nats-io/transport-node";
import type { Actor } from "../auth/principal.ts";
import type { OutboxRow } from "./outbox.ts";

/** The CloudEvents attributes of a message, as its headers carry them (NATS protocol binding, binary mode). */
export interface EventAttributes {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly subject: string;
  readonly customerId: string;
  readonly actor: Actor;
  readonly time: Date;
}

/** Headers of an outbox row's message. Texts are percent-encoded, as the binding asks. */
export function eventHeaders(row: OutboxRow): MsgHdrs {
  const h = headers();
  h.set("ce-specversion", "1.0");
  h.set("ce-id", row._id);
  h.set("ce-type", row.type);
  h.set("ce-source", `/countersign/${row.source}`);
  h.set("ce-subject", row.subject);
  h.set("ce-time", row.time.toISOString());
  h.set("ce-datacontenttype", "application/protobuf");
  if (row.customerId !== "") h.set("ce-customerid", row.customerId);
  if (row.actor.userId !== "") h.set("ce-actoruser", row.actor.userId);
  if (row.actor.service !== "") h.set("ce-actorservice", row.actor.service);
  h.set("ce-actorname", encodeURIComponent(row.actor.name));
  return h;
}

/** Reads the attributes back. Throws when the message carries no event. */
export function readAttributes(h: MsgHdrs | undefined): EventAttributes {
  const id = h?.get("ce-id") ?? "";
  const type = h?.get("ce-type") ?? "";
  if (!h || id === "" || type === "") throw new Error("the message has no CloudEvents headers");
  return {
    id,
    type,
    source: h.get("ce-source").slice("/countersign/".length),
    subject: h.get("ce-subject"),
    customerId: h.get("ce-customerid"),
    actor: {
      userId: h.get("ce-actoruser"),
      service: h.get("ce-actorservice"),
      name: decodeURIComponent(h.get("ce-actorname")),
    },
    time: new Date(h.get("ce-time")),
  };
}
