/** What went wrong, in the domain's own words. `rpc/error-mapping.ts` turns it into a status code, once. */
export type ErrorKind =
  | "invalid_argument"
  | "unauthenticated"
  | "permission_denied"
  | "not_found"
  | "already_exists"
  | "failed_precondition"
  | "aborted"
  | "resource_exhausted";

/** One field of a request that broke a rule. `field` is a path such as `employee.email`. */
export interface Violation {
  readonly field: string;
  readonly rule: string;
  readonly message: string;
}

/** Facts beside an error that a program may act on. */
export interface ErrorFacts {
  readonly metadata?: Readonly<Record<string, string>>;
  readonly violations?: readonly Violation[];
  readonly cause?: unknown;
}

/** An expected failure with a machine-readable reason (UPPER_SNAKE_CASE) and a text that may be shown. */
export class DomainError extends Error {
  readonly kind: ErrorKind;
  readonly reason: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly violations: readonly Violation[];

  constructor(kind: ErrorKind, reason: string, message: string, facts: ErrorFacts = {}) {
    super(message, { cause: facts.cause });
    this.name = "DomainError";
    this.kind = kind;
    this.reason = reason;
    this.metadata = facts.metadata ?? {};
    this.violations = facts.violations ?? [];
  }
}

/** The thing is not there, or is another customer's: the two look alike on purpose. */
export const notFound = (resource: string, id: string): DomainError =>
  new DomainError("not_found", `${reasonPart(resource)}_NOT_FOUND`, `There is no ${resource} ${id}.`, {
    metadata: { resource, id },
  });

/** A unique value is taken. `field` names it, `resource` the kind of thing that has it. */
export const alreadyExists = (resource: string, field: string, value: string): DomainError =>
  new DomainError(
    "already_exists",
    `${reasonPart(resource)}_${reasonPart(field)}_TAKEN`,
    `There is already a ${resource} with ${field} ${value}.`,
    { metadata: { resource, field } },
  );

/** The thing is in a state that does not allow this. */
export const failedPrecondition = (reason: string, message: string, facts?: ErrorFacts): DomainError =>
  new DomainError("failed_precondition", reason, message, facts);

/** The request itself is wrong, whatever the state. */
export const invalidArgument = (reason: string, message: string, facts?: ErrorFacts): DomainError =>
  new DomainError("invalid_argument", reason, message, facts);

/** One field of the request is wrong. */
export const invalidField = (field: string, rule: string, message: string): DomainError =>
  invalidArgument("INVALID_FIELD", message, { violations: [{ field, rule, message }] });

/** The caller may not do this. */
export const permissionDenied = (reason: string, message: string): DomainError =>
  new DomainError("permission_denied", reason, message);

/** The caller has not proved who they are. */
export const unauthenticated = (reason: string, message: string): DomainError =>
  new DomainError("unauthenticated", reason, message);

/** A limit of the subscription or of the platform is reached. */
export const resourceExhausted = (reason: string, message: string, facts?: ErrorFacts): DomainError =>
  new DomainError("resource_exhausted", reason, message, facts);

/** Somebody else changed the thing first. */
export const aborted = (reason: string, message: string): DomainError =>
  new DomainError("aborted", reason, message);

/** The etag that the caller sent is not the one in force. Read again, then decide again. */
export const etagMismatch = (resource: string, id: string): DomainError =>
  aborted("ETAG_MISMATCH", `The ${resource} ${id} has changed since it was read. Read it again.`);

function reasonPart(words: string): string {
  return words.toUpperCase().replaceAll(/[^A-Z0-9]+/g, "_");
}
