import { invalidField } from "../../../runtime/errors.ts";
import { isDay } from "./calendar.ts";
import type { EmployeeFacts } from "./employee.ts";

/** Throws INVALID_FIELD for what the contract's rules can't see. `facts` are tidy. */
export function checkFacts(facts: EmployeeFacts): void {
  if (facts.name === "") throw invalidField("employee.name", "required", "An employee needs a name.");
  if (facts.email === "") throw invalidField("employee.email", "required", "An employee needs an address.");
  if (!isDay(facts.joinDate))
    throw invalidField("employee.join_date", "date", `"${facts.joinDate}" is not a day of the calendar.`);
}
