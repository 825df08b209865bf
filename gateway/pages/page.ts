import type { IncomingMessage, ServerResponse } from "node:http";
import type { HeaderSet } from "../security-headers.ts";

/** What a plain HTTP path answers. */
export interface PageAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: HeaderSet;
}

/** A plain HTTP path: read with GET or HEAD. */
export type Page = () => PageAnswer | Promise<PageAnswer>;

/** A line of text. */
export const textAnswer = (status: number, text: string, headers: HeaderSet = {}): PageAnswer => ({
  status,
  type: "text/plain; charset=utf-8",
  body: `${text}\n`,
  headers,
});

/** Sends a page; without its body when only the head was asked for. */
export function sendPage(
  req: IncomingMessage,
  res: ServerResponse,
  answer: PageAnswer,
  always: HeaderSet,
): void {
  if (res.destroyed || res.headersSent) return;
  res.writeHead(answer.status, {
    ...always,
    "content-type": answer.type,
    "content-length": Buffer.byteLength(answer.body),
    ...answer.headers,
  });
  res.end(req.method === "HEAD" ? undefined : answer.body);
}
