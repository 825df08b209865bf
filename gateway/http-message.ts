import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { Http2ServerRequest, Http2ServerResponse } from "node:http2";

/** A request over HTTP/1.1 or HTTP/2; what is used of the two is the same. */
export type HttpRequest = IncomingMessage | Http2ServerRequest;

/** Its response. */
export type HttpResponse = ServerResponse | Http2ServerResponse;

/** One header of a request by its lower-case name; undefined when it is absent, or came more than once and must not. */
export function headerOf(
  { headers }: { readonly headers: IncomingHttpHeaders },
  name: string,
): string | undefined {
  const value = headers[name];
  return typeof value === "string" ? value : undefined;
}

/** Sends an answer: its head, and all of its body if it has one. (TypeScript can't call an overloaded union.) */
export function sendAnswer(
  res: HttpResponse,
  status: number,
  headers: OutgoingHttpHeaders,
  body?: string | Uint8Array,
  encoding: BufferEncoding = "utf8",
): void {
  const both = res as ServerResponse;
  both.writeHead(status, headers);
  if (typeof body === "string") both.end(body, encoding);
  else both.end(body);
}

/** Whether a response that has closed was cut before its end: the client left, or the call was ended from here. */
export function wasCut(res: HttpResponse): boolean {
  if ("stream" in res) return res.stream.rstCode !== 0 || !res.writableEnded;
  return !res.writableFinished;
}
