import { type AddressInfo, createServer } from "node:net";
import type { ServerName } from "./binaries.ts";
import { portTaken, ServerStartError } from "./server-start-error.ts";

const attempts = 5;

/** Which loopback port a server should get. */
export interface PortChoice {
  /** This one and no other. */
  readonly fixed?: number | undefined;
  /** This one if nobody listens on it, so that a restart keeps its address. */
  readonly preferred?: number | undefined;
}

/**
 * Calls `start` with a port of 127.0.0.1. A free port can be taken by someone else before the server listens on it:
 * unless the port is fixed, another one is tried then.
 * @throws ServerStartError `port-taken` if a fixed port cannot be had, and what else `start` throws
 */
export async function onPort<T>(
  server: ServerName,
  choice: PortChoice,
  start: (port: number) => Promise<T>,
): Promise<T> {
  if (choice.fixed !== undefined) {
    await requireFree(server, choice.fixed);
    return start(choice.fixed);
  }
  let port = await listenOnce(choice.preferred ?? 0).catch(() => listenOnce(0));
  for (let attempt = 1; ; attempt++) {
    try {
      return await start(port);
    } catch (error) {
      const taken = error instanceof ServerStartError && error.reason === "port-taken";
      if (!taken || attempt === attempts) throw error;
      port = await listenOnce(0);
    }
  }
}

async function requireFree(server: ServerName, port: number): Promise<void> {
  try {
    await listenOnce(port);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE") throw portTaken(server, port);
    const why = code === "EACCES" ? "this user may not listen there" : String(error);
    throw new ServerStartError(
      "port-taken",
      `${server} cannot use port ${port}: ${why}. Choose another port.`,
      error,
    );
  }
}

/** Listens on a port of 127.0.0.1 for a moment (0: one that the system picks) and gives its number. */
function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const listener = createServer();
    listener.once("error", reject);
    listener.listen(port, "127.0.0.1", () => {
      const { port: given } = listener.address() as AddressInfo;
      listener.close(() => resolve(given));
    });
  });
}
