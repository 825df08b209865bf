import {
  create,
  type DescMethod,
  fromBinary,
  type Message,
  type MessageInitShape,
  toBinary,
} from "@bufbuild/protobuf";
import type { Actor } from "./auth/principal.ts";
import { aborted } from "./errors.ts";
import type { EventDraft } from "./events/event.ts";
import { type Change, DuplicateKeyError, StaleWriteError } from "./mongo/change.ts";
import {
  AnsweredMeanwhileError,
  type RememberedRequest,
  type RequestMemory,
} from "./mongo/request-memory.ts";
import type { Commit } from "./mongo/unit-of-work.ts";
import type { Call } from "./rpc/call.ts";

/** What a handler decided: the changes, the events that tell of them, and the answer. Nothing has happened yet. */
export interface Decision<O> {
  readonly changes: readonly Change[];
  readonly events: readonly EventDraft[];
  readonly response: O;
  /** Who did it, where the call alone doesn't say: somebody who has just proved who they are. Default: the caller. */
  readonly actor?: Actor;
}

/** The parts of a service's context that writing needs. */
export interface WriteContext {
  readonly commit: Commit;
  readonly requests: RequestMemory;
}

/** Times a decision is made anew because what it read has changed, before the caller is told. */
const TRIES = 8;

/**
 * Carries out a write: decides on what is stored now, commits the decision as one unit, and answers.
 * Decides again when somebody else's write came between. A request with a `request_id` that was answered before gets
 * the same answer and changes nothing.
 */
export async function write<M extends DescMethod>(
  context: WriteContext,
  call: Call,
  method: M,
  request: Message,
  decide: () => Promise<Decision<MessageInitShape<M["output"]>>>,
): Promise<MessageInitShape<M["output"]>> {
  const remembered = rememberedRequest(call, method, request);
  const recall = async (): Promise<MessageInitShape<M["output"]> | undefined> => {
    const answered = remembered && (await context.requests.recall(remembered));
    return answered ? (fromBinary(method.output, answered) as MessageInitShape<M["output"]>) : undefined;
  };
  for (let tries = 1; ; tries++) {
    const earlier = await recall();
    if (earlier) return earlier;
    try {
      const decision = await decide();
      const changes = remembered
        ? [...decision.changes, context.requests.remember(remembered, answer(method, decision.response))]
        : decision.changes;
      await context.commit({ changes, events: decision.events, actor: decision.actor ?? call.actor });
      return decision.response;
    } catch (error) {
      // A twin of this request may have been answered since: what stands in the way is then its own effect.
      const twin = await recall();
      if (twin) return twin;
      const stale =
        error instanceof StaleWriteError ||
        error instanceof DuplicateKeyError ||
        error instanceof AnsweredMeanwhileError;
      if (!stale) throw error;
      if (tries >= TRIES) {
        throw aborted("CONCURRENT_UPDATE", "Others keep changing this at the same time. Try again.");
      }
    }
  }
}

const answer = (method: DescMethod, response: MessageInitShape<DescMethod["output"]>): Uint8Array =>
  toBinary(method.output, create(method.output, response));

function rememberedRequest(call: Call, method: DescMethod, request: Message): RememberedRequest | undefined {
  const requestId: unknown = Reflect.get(request, "requestId");
  if (typeof requestId !== "string" || requestId === "") return undefined;
  const caller = call.principal.kind === "user" ? call.principal.userId : call.actor.service;
  return {
    scope: `${call.customerId}/${caller}`,
    method: `${method.parent.typeName}/${method.name}`,
    requestId,
    body: toBinary(method.input, request),
  };
}
