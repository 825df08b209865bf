import { connect, type Socket } from "node:net";

/** What a server answered. */
export interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

interface Awaited {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: Error) => void;
}

const HEAD_END = "\r\n\r\n";

/**
 * One HTTP/1.1 connection that is kept alive, one request after another. Just what the measured servers answer with (a
 * body of a stated length), at a fraction of what node:http costs: the load shares the machine with what it measures.
 */
export class LoadConnection {
  readonly #socket: Socket;
  #received: Buffer[] = [];
  #awaited: Awaited | undefined;

  constructor({ hostname, port }: URL) {
    this.#socket = connect({ host: hostname, port: Number(port), noDelay: true });
    this.#socket.on("data", (chunk: Buffer) => {
      this.#received.push(chunk);
      this.#read();
    });
    this.#socket.on("error", (error) => this.#awaited?.reject(error));
    this.#socket.on("close", () => this.#awaited?.reject(new Error("the server closed the connection")));
  }

  /** Sends a whole request, head and body; `post` makes one. The one before must have been answered. */
  send(request: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#awaited = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#awaited = undefined;
    this.#socket.destroy();
  }

  #read(): void {
    const received = this.#received.length === 1 ? this.#received[0] : Buffer.concat(this.#received);
    const headEnd = received?.indexOf(HEAD_END) ?? -1;
    if (!received || headEnd < 0) return;
    const head = received.toString("latin1", 0, headEnd);
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    const from = headEnd + HEAD_END.length;
    if (length !== undefined && received.length < from + Number(length)) return;
    const awaited = this.#awaited;
    this.#awaited = undefined;
    this.#received = [];
    if (length === undefined) awaited?.reject(new Error(`an answer without length: ${head}`));
    else awaited?.resolve({ status: Number(head.slice(9, 12)), body: received.subarray(from) });
  }
}

/** The bytes of a POST. */
export function post(url: URL, headers: Readonly<Record<string, string>>, body: string): Buffer {
  const all = { host: url.host, ...headers, "content-length": String(Buffer.byteLength(body)) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from([`POST ${url.pathname}${url.search} HTTP/1.1`, ...lines, "", body].join("\r\n"));
}
