import { type Agent, type IncomingMessage, request } from "node:http";
import type { HostileRequest } from "./hostile-request.ts";

/** What came back of one request. */
export interface HttpAnswer {
  /** 0: nothing came, the connection was closed. */
  readonly status: number;
  /** The code in the words of the Connect protocol (`internal`, `not_found`); empty when the answer says none. */
  readonly code: string;
  readonly body: string;
  /** Whether nothing came in time. */
  readonly hung: boolean;
}

/** Longest wait for an answer; the slowest honest ones take a tenth of it. */
const PATIENCE_MS = 30_000;
/** A stream that has begun is left after so long. */
const STREAM_MS = 100;

const GRPC_CODES = [
  "",
  "canceled",
  "unknown",
  "invalid_argument",
  "deadline_exceeded",
  "not_found",
  "already_exists",
  "permission_denied",
  "resource_exhausted",
  "failed_precondition",
  "aborted",
  "out_of_range",
  "unimplemented",
  "internal",
  "unavailable",
  "data_loss",
  "unauthenticated",
];

/** Sends a request and reads the answer, of a stream what comes at first. */
export function answerTo(sent: HostileRequest, port: number, agent: Agent): Promise<HttpAnswer> {
  return new Promise((resolve) => {
    const done = (answer: HttpAnswer): void => {
      clearTimeout(patience);
      resolve(answer);
    };
    const patience = setTimeout(() => {
      const { socket, reusedSocket, writableFinished } = req;
      const facts = {
        reusedSocket,
        writableFinished,
        sent: socket?.bytesWritten,
        received: socket?.bytesRead,
      };
      done({ status: 0, code: "", body: JSON.stringify(facts), hung: true });
      req.destroy();
    }, PATIENCE_MS);
    const req = request(
      { host: "127.0.0.1", port, method: "POST", path: sent.path, headers: sent.headers, agent },
      (res) => read(res, done, () => req.destroy()),
    );
    req.on("error", (error) => done({ status: 0, code: "", body: String(error), hung: false }));
    req.end(sent.body);
  });
}

function read(res: IncomingMessage, done: (answer: HttpAnswer) => void, leave: () => void): void {
  const chunks: Buffer[] = [];
  const status = res.statusCode ?? 0;
  const finish = (): void => {
    const body = Buffer.concat(chunks).toString("latin1");
    done({ status, code: codeIn(body, res), body: body.slice(0, 2_000), hung: false });
  };
  const streams = /connect\+|grpc-web/.test(res.headers["content-type"] ?? "");
  const enough = (): void => {
    finish();
    leave();
  };
  const cut = streams ? setTimeout(enough, STREAM_MS) : undefined;
  res.on("data", (chunk: Buffer) => chunks.push(chunk));
  res.on("error", finish);
  res.on("end", () => {
    clearTimeout(cut);
    finish();
  });
}

/** Connect says it in JSON (also at the end of a stream), gRPC-Web in a header or a trailing frame. */
function codeIn(body: string, res: IncomingMessage): string {
  const grpc = res.headers["grpc-status"] ?? /grpc-status: ?(\d+)/i.exec(body)?.[1];
  if (typeof grpc === "string") return GRPC_CODES[Number(grpc)] ?? grpc;
  const isError = (res.statusCode ?? 0) >= 400 || /"error":\{/.test(body);
  return isError ? (/"code":"([a-z_]+)"/.exec(body)?.[1] ?? "") : "";
}
