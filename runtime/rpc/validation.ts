import type { DescMessage, Message } from "@bufbuild/protobuf";
import { pathToString } from "@bufbuild/protobuf/reflect";
import { createValidator } from "@bufbuild/protovalidate";
import { invalidArgument } from "../errors.ts";

const validator = createValidator();
const MOST_VIOLATIONS = 100;

/** Throws INVALID_ARGUMENT / INVALID_REQUEST with the fields and rules that a request breaks (protovalidate). */
export function validateRequest(schema: DescMessage, message: Message): void {
  const result = validator.validate(schema, message);
  if (result.kind === "valid") return;
  if (result.kind === "error") throw result.error;
  const violations = result.violations.slice(0, MOST_VIOLATIONS).map((violation) => ({
    field: pathToString(violation.field),
    rule: violation.ruleId,
    message: violation.message,
  }));
  const first = violations[0];
  throw invalidArgument("INVALID_REQUEST", `${first?.field || "The request"}: ${first?.message}`, {
    violations,
  });
}
