/** Why a local server could not be started; what a caller may decide on. */
export type ServerStartFailure =
  | "missing-binary"
  | "unusable-binary"
  | "fetch-failed"
  | "data-dir"
  | "in-use"
  | "port-taken"
  | "not-ready"
  | "crashed";

/** A local server could not be started. The message is one line for a person and says what to do next. */
export class ServerStartError extends Error {
  readonly reason: ServerStartFailure;

  /**
   * @param reason what went wrong, for code
   * @param message what went wrong and what to do about it, for a person; line breaks are folded into spaces
   * @param cause the error underneath, for a log
   */
  constructor(reason: ServerStartFailure, message: string, cause?: unknown) {
    super(message.replace(/\s*\n\s*/g, " ").trim(), { cause });
    this.name = "ServerStartError";
    this.reason = reason;
  }
}

/** The error for a loopback port on which somebody else listens. */
export function portTaken(server: string, port: number): ServerStartError {
  return new ServerStartError(
    "port-taken",
    `Port ${port} on 127.0.0.1 is taken, ${server} cannot listen there: stop what uses it, or choose another port.`,
  );
}
