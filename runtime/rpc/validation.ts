import type { DescMessage, Message } from "@bufbuild/protobuf";
import { pathToString } from "@bufbuild/protobuf/reflect";
import { createValidator } from "@bufbuild/protovalidate";
import { invalidArgument, type Violation } from "../errors.ts";
import { matchesPattern } from "./patterns.ts";
import { malformedValues } from "./well-formed.ts";

const validator = createValidator({ regexMatch: matchesPattern });
const MOST_VIOLATIONS = 100;

/**
 * Throws INVALID_ARGUMENT / INVALID_REQUEST with the fields and rules that a request breaks: those of its types (text
 * is Unicode, times are times), then those of its contract (protovalidate).
 */
export function validateRequest(schema: DescMessage, message: Message): void {
  const malformed = malformedValues(schema, message);
  if (malformed.length > 0) throw invalidRequest(malformed);
  const result = validator.validate(schema, message);
  if (result.kind === "valid") return;
  if (result.kind === "error") throw result.error;
  throw invalidRequest(
    result.violations.map((violation) => ({
      field: pathToString(violation.field),
      rule: violation.ruleId,
      message: violation.message,
    })),
  );
}

function invalidRequest(violations: readonly Violation[]): Error {
  const [first] = violations;
  return invalidArgument("INVALID_REQUEST", `${first?.field || "The request"}: ${first?.message}`, {
    violations: violations.slice(0, MOST_VIOLATIONS),
  });
}
