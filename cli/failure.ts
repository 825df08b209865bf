import { ConfigError } from "../runtime/config/settings.ts";
import { DomainError } from "../runtime/errors.ts";
import { ServerStartError } from "../runtime/servers/server-start-error.ts";

/** Ends the process: one line for what a person can mend, the whole error for what they can't. */
export function fail(error: unknown): never {
  if (error instanceof Error && error.name === "StoppedError") process.exit(0);
  process.stderr.write(`countersign: ${lineFor(error)}\n`);
  process.exit(1);
}

function lineFor(error: unknown): string {
  if (error instanceof ConfigError || error instanceof DomainError || error instanceof ServerStartError)
    return error.message;
  if (!(error instanceof Error)) return String(error);
  if (error.name === "ListenError") return error.message;
  const code = "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") return `${error.message}. Choose another port with HTTP_PORT or GRPC_PORT.`;
  if (/No address added out of total/.test(error.message))
    return `${error.message}. The port is taken: choose another with GRPC_PORT.`;
  if (error.name === "MongooseServerSelectionError" || error.name === "MongoServerSelectionError") {
    return `MongoDB does not answer at MONGODB_URI: ${firstLine(error.message)}`;
  }
  if (error.name === "ConnectionError" || /CONNECTION_REFUSED/.test(error.message))
    return `NATS does not answer at NATS_URL: ${firstLine(error.message)}`;
  return error.stack ?? error.message;
}

const firstLine = (text: string): string => text.split("\n")[0] ?? "";
