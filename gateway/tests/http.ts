import { Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from "node:http";

/** One request, as it goes over the wire: nothing is added but host and length. */
export interface Sent {
  readonly method?: string;
  readonly path: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: Uint8Array | string;
  readonly agent?: Agent;
}

/** One answer. */
export interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The body of an error of the Connect protocol. */
  readonly error: () => {
    code: string;
    message: string;
    details: { type: string; debug: { reason: string } }[];
  };
}

/** Sends a request with a body (POST unless said otherwise) and reads the whole answer. */
export function send(port: number, sent: Sent): Promise<Received> {
  const { method = "POST", path, headers = {}, body = "", agent = new Agent() } = sent;
  return new Promise((resolve, reject) => {
    const req = request({ host: "127.0.0.1", port, method, path, headers, agent }, (res) => {
      const chunks: Buffer[] = [];
      res.on("data", (chunk: Buffer) => chunks.push(chunk));
      res.on("error", reject);
      res.on("end", () => {
        const all = Buffer.concat(chunks);
        resolve({
          status: res.statusCode ?? 0,
          headers: res.headers,
          body: all,
          error: () => JSON.parse(all.toString()),
        });
      });
    });
    req.on("error", reject);
    req.end(body);
  });
}

/** The answer to a JSON call. */
export const sendJson = (port: number, path: string, message: unknown, headers: OutgoingHttpHeaders = {}) =>
  send(port, {
    path,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(message),
  });

/** What was refused, as `status code REASON`. */
export function refused(answer: Received): string {
  const { code, details } = answer.error();
  return `${answer.status} ${code} ${details[0]?.debug.reason}`;
}
