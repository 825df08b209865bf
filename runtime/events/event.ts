import {
  create,
  type DescMessage,
  type Message,
  type MessageInitShape,
  type MessageShape,
  toBinary,
} from "@bufbuild/protobuf";
import type { Actor } from "../auth/principal.ts";

/** An event that a decision gives: what happened, to which resource, of which customer. */
export interface EventDraft {
  readonly schema: DescMessage;
  readonly message: Message;
  /** Empty for events of the platform itself. */
  readonly customerId: string;
  /** The id of the resource it is about; events of one subject are handled in order. */
  readonly subject: string;
  /** The service that tells it, where the type alone doesn't say: common events. */
  readonly source?: string | undefined;
}

/** An event as a consumer receives it. */
export interface ReceivedEvent<M extends DescMessage = DescMessage> {
  /** `evt_…`; the same on every delivery. */
  readonly id: string;
  /** Full protobuf name, such as `countersign.policy.v1.PolicyPublished`. */
  readonly type: string;
  /** The producing service's name. */
  readonly source: string;
  readonly subject: string;
  readonly customerId: string;
  readonly actor: Actor;
  /** When the change was committed, by the producer's clock. */
  readonly time: Date;
  readonly message: MessageShape<M>;
  /** The message as it was published. */
  readonly body: Uint8Array;
}

/** Drafts an event. */
export function event<M extends DescMessage>(
  schema: M,
  about: { readonly customerId: string; readonly subject: string; readonly source?: string },
  message: MessageInitShape<M>,
): EventDraft {
  return { ...about, schema, message: create(schema, message) };
}

/** All subjects of domain events, and of one service's. */
export const ALL_EVENTS = "countersign.>";

/** The JetStream subject of an event type: `countersign.policy.v1.PolicyPublished` → `countersign.policy.policy_published`. */
export function subjectOf(schema: DescMessage): string {
  return `countersign.${sourceOf(schema)}.${schema.name.replaceAll(/(?<!^)([A-Z])/g, "_$1").toLowerCase()}`;
}

/** The service that owns an event type: the second part of its package. */
export function sourceOf(schema: DescMessage): string {
  const source = schema.file.proto.package.split(".")[1];
  if (source === undefined)
    throw new Error(`${schema.typeName} is not in a countersign.<service>.v1 package`);
  return source;
}

/** The event's body on the wire. */
export const encodeEvent = (draft: EventDraft): Uint8Array => toBinary(draft.schema, draft.message);
