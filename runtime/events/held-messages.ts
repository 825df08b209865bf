import type { JsMsg } from "@nats-io/jetstream";

/** Notes within one ack wait, so that a late or a lost one does no harm. */
const NOTES_PER_WAIT = 3;

/**
 * The messages that this process has taken and not answered. While it lives it notes that it works on them, however
 * long that takes; when it dies the server waits no longer than the consumer's ack wait and gives them to another.
 */
export class HeldMessages {
  readonly #held = new Set<JsMsg>();
  readonly #noting: NodeJS.Timeout;

  constructor(ackWaitMs: number) {
    this.#noting = setInterval(() => {
      for (const message of this.#held) message.working();
    }, ackWaitMs / NOTES_PER_WAIT).unref();
  }

  /** Begins to hold a message. */
  hold(message: JsMsg): void {
    this.#held.add(message);
  }

  /** Ends it: the message has its answer. */
  release(message: JsMsg): void {
    this.#held.delete(message);
  }

  /** Holds nothing any more. */
  close(): void {
    clearInterval(this.#noting);
    this.#held.clear();
  }
}
