import { Code, type ConnectError } from "@connectrpc/connect";
import { MAX_MESSAGE_BYTES } from "../../runtime/config/config.ts";
import { gatewayError, publicError } from "../public-error.ts";

/** The bytes of a request are not the message that its method takes. */
export const malformedMessage = (why: string): ConnectError =>
  gatewayError(Code.InvalidArgument, "MALFORMED_MESSAGE", `The request is not a readable message: ${why}`);

/** The request is larger than `MAX_MESSAGE_BYTES`, compressed or not. */
export const messageTooLarge = (): ConnectError =>
  gatewayError(
    Code.ResourceExhausted,
    "MESSAGE_TOO_LARGE",
    `The request is larger than ${MAX_MESSAGE_BYTES} bytes.`,
  );

/** `connect-timeout-ms` is no number. */
export const invalidTimeout = (): ConnectError =>
  gatewayError(
    Code.InvalidArgument,
    "INVALID_TIMEOUT",
    "connect-timeout-ms takes milliseconds, 1 to 10 digits.",
  );

const BINARY = "parse binary: ";
const TIMEOUT = "protocol error: invalid connect timeout";
const UNCOMPRESSED = "decompression failed";

/**
 * connect-node's own refusal of a request (it has no reason, and calls unreadable bytes an internal error) as the
 * error that the hand-written path gives for the same request.
 */
export function fromConnectNode(error: ConnectError): ConnectError {
  const said = error.rawMessage;
  if (said.startsWith(TIMEOUT)) return invalidTimeout();
  if (said.startsWith(BINARY)) return malformedMessage(said.slice(BINARY.length));
  if (error.code === Code.InvalidArgument || said === UNCOMPRESSED) return malformedMessage(said);
  if (error.code === Code.ResourceExhausted) return messageTooLarge();
  if (error.code === Code.Unimplemented) return gatewayError(error.code, "UNSUPPORTED_ENCODING", said);
  return publicError(error);
}
