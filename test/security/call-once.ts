import type { DescMethod, Message } from "@bufbuild/protobuf";
import type { Transport } from "@connectrpc/connect";
import { createAsyncIterable } from "@connectrpc/connect/protocol";

/** Calls a method of any kind; of a stream, the first message is the answer. */
export async function callOnce(
  transport: Transport,
  method: DescMethod,
  request: Message,
  headers: Readonly<Record<string, string>>,
): Promise<Message | undefined> {
  if (method.methodKind === "unary") {
    const response = await transport.unary(method as never, undefined, undefined, headers, request as never);
    return response.message as Message;
  }
  const leave = new AbortController();
  try {
    const response = await transport.stream(
      method as never,
      leave.signal,
      undefined,
      headers,
      createAsyncIterable([request]) as never,
    );
    for await (const message of response.message) return message as Message;
    return undefined;
  } finally {
    leave.abort();
  }
}
