import { create, fromBinary } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { ErrorDetailSchema } from "#gen/countersign/common/v1/error_pb.ts";
import { ConfigError } from "../runtime/config/settings.ts";
import { INTERNAL_TEXT, toConnectError } from "../runtime/rpc/error-mapping.ts";

/** An error of the gateway's own, with a reason as every error of the platform has. */
export function gatewayError(
  code: Code,
  reason: string,
  message: string,
  cause?: unknown,
  metadata: Record<string, string> = {},
): ConnectError {
  const error = new ConnectError(message, code, undefined, undefined, cause);
  error.details = [{ desc: ErrorDetailSchema, value: create(ErrorDetailSchema, { reason, metadata }) }];
  return error;
}

/**
 * A failed call as a browser may see it. What our services say passes with its details, the same in one process and
 * over gRPC. What a transport says (addresses, ports) is replaced by a fixed text. Metadata stays here.
 */
export function publicError(failure: unknown): ConnectError {
  if (failure instanceof ConfigError) return notConfigured(failure);
  const error = toConnectError(failure);
  if (error.details.length === 0) return transportError(error);
  const seen = new ConnectError(error.rawMessage, error.code, undefined, undefined, error);
  seen.details = error.details.map(readable);
  return seen;
}

const notConfigured = (cause: ConfigError): ConnectError =>
  gatewayError(
    Code.Unavailable,
    "SERVICE_NOT_CONFIGURED",
    "This service is not part of this installation.",
    cause,
  );

function transportError(error: ConnectError): ConnectError {
  switch (error.code) {
    case Code.Unavailable:
      return gatewayError(error.code, "UNAVAILABLE", "The service can't be reached now. Try again.", error);
    case Code.DeadlineExceeded:
      return gatewayError(
        error.code,
        "DEADLINE_EXCEEDED",
        "The answer took longer than the call allows.",
        error,
      );
    case Code.Canceled:
      return gatewayError(error.code, "CANCELED", "The call was canceled.", error);
    case Code.Unimplemented:
      return gatewayError(error.code, "METHOD_NOT_FOUND", "The service does not have this method.", error);
    case Code.ResourceExhausted:
      return gatewayError(
        error.code,
        "RESOURCE_EXHAUSTED",
        "The service has no room for this call now.",
        error,
      );
    default:
      return gatewayError(Code.Internal, "INTERNAL", INTERNAL_TEXT, error);
  }
}

type Detail = ConnectError["details"][number];

/** A detail that came as bytes, decoded: then it is shown in clear as well. */
function readable(detail: Detail): Detail {
  if ("desc" in detail || detail.type !== ErrorDetailSchema.typeName) return detail;
  return { desc: ErrorDetailSchema, value: fromBinary(ErrorDetailSchema, detail.value) };
}
