import { Code } from "@connectrpc/connect";
import { reasonOf } from "../../../runtime/rpc/error-mapping.ts";
import { publicError } from "../../public-error.ts";

/** The detail error keywords of RFC 7644 §3.12, table 9, that are used here. */
export type ScimType =
  | "invalidFilter"
  | "invalidPath"
  | "invalidSyntax"
  | "invalidValue"
  | "mutability"
  | "noTarget"
  | "tooMany"
  | "uniqueness";

/** The schema of error bodies. */
export const ERROR_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:Error";

/** A refusal as SCIM tells it (RFC 7644 §3.12). The message may be shown. */
export class ScimError extends Error {
  readonly status: number;
  readonly scimType: ScimType | undefined;
  /** Headers of the answer. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    scimType: ScimType | undefined,
    detail: string,
    more: { readonly cause?: unknown; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail, { cause: more.cause });
    this.name = "ScimError";
    this.status = status;
    this.scimType = scimType;
    this.headers = more.headers ?? {};
  }

  /** The body. `status` is a text by the RFC. */
  get body(): object {
    const scimType = this.scimType === undefined ? {} : { scimType: this.scimType };
    return { schemas: [ERROR_SCHEMA], ...scimType, status: String(this.status), detail: this.message };
  }
}

/** 400 with a keyword. */
export const badRequest = (scimType: ScimType, detail: string): ScimError =>
  new ScimError(400, scimType, detail);

/** 404. `what` is named as the client did. */
export const unknownResource = (what: string): ScimError =>
  new ScimError(404, undefined, `There is no ${what}.`);

/** 412: the resource has changed since the client read it. */
export const changedSince = (): ScimError =>
  new ScimError(412, undefined, "The resource has changed since the version in If-Match. Read it again.");

type Outcome = readonly [status: number, scimType?: ScimType];

const BY_REASON: Readonly<Record<string, Outcome>> = {
  ETAG_MISMATCH: [412],
  EMPLOYEE_LIMIT_REACHED: [403],
  TOO_MANY_GROUPS: [400, "invalidValue"],
  CUSTOMER_ID_REQUIRED: [403],
};

const BY_CODE: Readonly<Partial<Record<Code, Outcome>>> = {
  [Code.InvalidArgument]: [400, "invalidValue"],
  [Code.Unauthenticated]: [401],
  [Code.PermissionDenied]: [403],
  [Code.NotFound]: [404],
  [Code.AlreadyExists]: [409, "uniqueness"],
  [Code.FailedPrecondition]: [409],
  [Code.Aborted]: [503],
  [Code.ResourceExhausted]: [429],
  [Code.Unavailable]: [503],
  [Code.DeadlineExceeded]: [504],
};

/** Any failure as SCIM tells it; what is unexpected becomes 500 with a fixed text and keeps its cause. */
export function scimErrorOf(failure: unknown): ScimError {
  if (failure instanceof ScimError) return failure;
  const error = publicError(failure);
  const [status, scimType] = BY_REASON[reasonOf(error)] ?? BY_CODE[error.code] ?? [500];
  return new ScimError(status, scimType, error.rawMessage, { cause: failure });
}
