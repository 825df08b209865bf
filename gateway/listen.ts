import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

const CAUSES: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program has it; set HTTP_PORT to another port",
  EADDRNOTAVAIL: "this machine does not have that address; set HTTP_HOST to one of its own",
  EACCES: "this user may not open it; set HTTP_PORT to 1024 or more",
};

/** The gateway's address can't be opened; the message is one line that says why and what to change. */
export class ListenError extends Error {
  constructor(host: string, port: number, cause: NodeJS.ErrnoException) {
    super(`Can't listen on ${host}:${port}: ${CAUSES[cause.code ?? ""] ?? cause.message}.`, { cause });
    this.name = "ListenError";
  }
}

/** Opens the server's port and gives it; port 0 takes a free one. Throws ListenError. */
export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const refuse = (cause: NodeJS.ErrnoException): void => reject(new ListenError(host, port, cause));
    server.once("error", refuse);
    server.listen(port, host, () => {
      server.off("error", refuse);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
