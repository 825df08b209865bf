import type { DescMethod, Message } from "@bufbuild/protobuf";
import type { Transport } from "@connectrpc/connect";
import type { Visit } from "../visit.ts";

/** Makes a unary call on its service, cookies included. Every protocol goes through here. */
export async function callUnary(
  { headers, cookies }: Visit,
  method: DescMethod,
  transport: Transport,
  request: Message,
  signal: AbortSignal,
  timeoutMs: number | undefined,
): Promise<Message> {
  const send = (message: Message): Promise<{ readonly message: Message }> =>
    transport.unary(method as never, signal, timeoutMs, headers, message as never);
  if (!cookies) return (await send(request)).message;
  try {
    return cookies.response((await send(cookies.request(request))).message);
  } catch (error) {
    cookies.failed(error);
    throw error;
  }
}
