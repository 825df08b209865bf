import type { Socket } from "node:net";

/** What every HTTP/2 client says first (RFC 9113, 3.4). */
const PREFACE = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "latin1");

/**
 * Whether a connection speaks HTTP/2: reads until that is certain (HTTP/1.1 nearly always shows with its first byte) and
 * puts back what it read. Rejects when the client says too little for `patienceMs`; stays pending when it leaves.
 */
export function looksLikeHttp2(socket: Socket, patienceMs: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let said: Buffer = Buffer.alloc(0);
    const done = (): void => {
      clearTimeout(timer);
      socket.off("readable", read);
      socket.off("error", gone);
      socket.off("end", gone);
      socket.off("close", done);
    };
    const gone = (): void => {
      done();
      socket.destroy();
    };
    const slow = (): void => {
      done();
      reject(Object.assign(new Error("the client said nothing"), { code: "ERR_HTTP_REQUEST_TIMEOUT" }));
    };
    const read = (): void => {
      const chunk: Buffer | null = socket.read();
      if (chunk === null) return;
      said = said.length === 0 ? chunk : Buffer.concat([said, chunk]);
      const length = Math.min(said.length, PREFACE.length);
      const agrees = said.subarray(0, length).equals(PREFACE.subarray(0, length));
      if (agrees && length < PREFACE.length) return;
      done();
      socket.unshift(said);
      resolve(agrees);
    };
    const timer = setTimeout(slow, patienceMs);
    timer.unref();
    socket.on("readable", read);
    socket.on("error", gone);
    socket.on("end", gone);
    socket.on("close", done);
  });
}
