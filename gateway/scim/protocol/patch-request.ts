import { isRecord, ownNamed } from "./conform.ts";
import { badRequest } from "./scim-error.ts";

/** One operation of a PATCH. */
export interface PatchOperation {
  readonly op: "add" | "replace" | "remove";
  /** "" when the value names the attributes. */
  readonly path: string;
  readonly value: unknown;
}

/** The schema of PATCH bodies. */
export const PATCH_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const MOST_OPERATIONS = 1_000;

/**
 * Reads the body of a PATCH (RFC 7644 §3.5.2). Operations may be in any case, as some clients send "Add" and "Replace".
 * Throws invalidSyntax, tooMany.
 */
export function readPatch(body: unknown): PatchOperation[] {
  const sent = isRecord(body) ? ownNamed(body, "Operations") : undefined;
  if (!Array.isArray(sent) || sent.length === 0)
    throw badRequest("invalidSyntax", "A PATCH needs a list of Operations.");
  if (sent.length > MOST_OPERATIONS)
    throw badRequest("tooMany", `A PATCH has at most ${MOST_OPERATIONS} Operations.`);
  return sent.map(readOperation);
}

function readOperation(sent: unknown): PatchOperation {
  if (!isRecord(sent)) throw badRequest("invalidSyntax", "An operation must be an object.");
  const op = String(ownNamed(sent, "op") ?? "").toLowerCase();
  const path = ownNamed(sent, "path") ?? "";
  const value = ownNamed(sent, "value");
  if (op !== "add" && op !== "replace" && op !== "remove")
    throw badRequest("invalidSyntax", 'The op of an operation is "add", "replace" or "remove".');
  if (typeof path !== "string") throw badRequest("invalidPath", "The path of an operation is a string.");
  if (op === "remove" && path === "") throw badRequest("noTarget", "A remove operation needs a path.");
  if (op !== "remove" && path === "" && !isRecord(value))
    throw badRequest("invalidValue", "An operation without a path needs an object as its value.");
  return { op, path, value };
}
