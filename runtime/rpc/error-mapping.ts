import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { ErrorDetailSchema } from "#gen/countersign/common/v1/error_pb.ts";
import { DomainError, type ErrorKind } from "../errors.ts";

const CODES: Readonly<Record<ErrorKind, Code>> = {
  invalid_argument: Code.InvalidArgument,
  unauthenticated: Code.Unauthenticated,
  permission_denied: Code.PermissionDenied,
  not_found: Code.NotFound,
  already_exists: Code.AlreadyExists,
  failed_precondition: Code.FailedPrecondition,
  aborted: Code.Aborted,
  resource_exhausted: Code.ResourceExhausted,
};

/** What a caller reads when something unexpected failed; the cause is in the log under the same request id. */
export const INTERNAL_TEXT =
  "Something went wrong on our side. Try again, and quote the request id if it stays.";

/**
 * The one place where failures get status codes. A ConnectError passes as it is (it came from another service or says
 * "canceled"); what is neither becomes INTERNAL with a fixed text.
 */
export function toConnectError(error: unknown): ConnectError {
  if (error instanceof ConnectError) return error;
  if (error instanceof DomainError) return fromDomain(error);
  const masked = new ConnectError(INTERNAL_TEXT, Code.Internal, undefined, undefined, error);
  masked.details = [{ desc: ErrorDetailSchema, value: create(ErrorDetailSchema, { reason: "INTERNAL" }) }];
  return masked;
}

function fromDomain(error: DomainError): ConnectError {
  const mapped = new ConnectError(error.message, CODES[error.kind], undefined, undefined, error);
  const { reason, metadata, violations } = error;
  mapped.details = [
    {
      desc: ErrorDetailSchema,
      value: create(ErrorDetailSchema, {
        reason,
        metadata: { ...metadata },
        violations: violations.map((v) => ({ ...v })),
      }),
    },
  ];
  return mapped;
}

/** The machine-readable reason of an error from any of our methods; empty when there is none. */
export function reasonOf(error: ConnectError): string {
  return error.findDetails(ErrorDetailSchema)[0]?.reason ?? "";
}
