import { type HttpRequest, type HttpResponse, sendAnswer } from "../http-message.ts";
import type { Arrival } from "../origins.ts";
import { type HeaderSet, PAGE_HEADERS } from "../security-headers.ts";
import { setCookies } from "../session/session-cookies.ts";

/** What a plain HTTP path answers. */
export interface PageAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: HeaderSet;
  /** `set-cookie` headers. */
  readonly cookies?: readonly string[];
}

/** A request for a page. */
export interface PageVisit {
  readonly req: HttpRequest;
  readonly arrival: Arrival;
  readonly requestId: string;
}

/** A plain HTTP path: read with GET or HEAD. */
export type Page = (visit: PageVisit) => PageAnswer | Promise<PageAnswer>;

/** A line of text. */
export const textAnswer = (status: number, text: string, headers: HeaderSet = {}): PageAnswer => ({
  status,
  type: "text/plain; charset=utf-8",
  body: `${text}\n`,
  headers,
});

/** Sends a page; without its body when only the head was asked for. */
export function sendPage(req: HttpRequest, res: HttpResponse, answer: PageAnswer, always: HeaderSet): void {
  if (res.destroyed || res.headersSent) return;
  setCookies(res, answer.cookies ?? []);
  const headers = {
    ...always,
    ...PAGE_HEADERS,
    "content-type": answer.type,
    "content-length": Buffer.byteLength(answer.body),
    ...answer.headers,
  };
  sendAnswer(res, answer.status, headers, req.method === "HEAD" ? undefined : answer.body);
}
