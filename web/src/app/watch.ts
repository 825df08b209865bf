import type {
  DescMessage,
  DescMethodServerStreaming,
  MessageInitShape,
  MessageShape,
} from "@bufbuild/protobuf";
import { createClient, type Transport } from "@connectrpc/connect";
import { useTransport } from "@connectrpc/connect-query";
import { useEffect, useEffectEvent } from "react";
import { isSessionOver, refreshSession } from "./refresh.ts";

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/** A stream's messages, for as long as `signal` isn't aborted: after a lost connection it is begun again. */
export async function watch<I extends DescMessage, O extends DescMessage>(
  transport: Transport,
  method: DescMethodServerStreaming<I, O>,
  input: MessageInitShape<I>,
  signal: AbortSignal,
  onMessage: (message: MessageShape<O>) => void,
): Promise<void> {
  const client = createClient(method.parent, transport) as unknown as Record<
    string,
    (input: MessageInitShape<I>, options: { signal: AbortSignal }) => AsyncIterable<MessageShape<O>>
  >;
  let waitMs = FIRST_WAIT_MS;
  while (!signal.aborted) {
    try {
      for await (const message of client[method.localName]?.(input, { signal }) ?? []) {
        waitMs = FIRST_WAIT_MS;
        onMessage(message);
      }
    } catch (error) {
      if (signal.aborted) return;
      const over = isSessionOver(error);
      if (over && !(await refreshSession().catch(() => true))) return;
    }
    await pause(waitMs, signal);
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  }
}

/**
 * Watches a stream while the calling component is shown. `input` undefined: not now. Name the input anew (useMemo) only
 * when it changes.
 */
export function useWatch<I extends DescMessage, O extends DescMessage>(
  method: DescMethodServerStreaming<I, O>,
  input: MessageInitShape<I> | undefined,
  onMessage: (message: MessageShape<O>) => void,
): void {
  const transport = useTransport();
  const handle = useEffectEvent(onMessage);
  const key = input === undefined ? undefined : JSON.stringify(input);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an input with the same values is the same input
  useEffect(() => {
    if (input === undefined) return;
    const ending = new AbortController();
    void watch(transport, method, input, ending.signal, (message) => handle(message));
    return () => ending.abort();
  }, [transport, method, key]);
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
