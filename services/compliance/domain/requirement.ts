import { DomainError, invalidField, permissionDenied } from "../../../runtime/errors.ts";
import type { RequirementType } from "./requirement-type.ts";

/** What a customer writes into a requirement of its own. */
export interface RequirementText {
  readonly identifier: string;
  readonly title: string;
  readonly description: string;
  readonly type: RequirementType;
}

/** The customer id of what the platform ships. */
export const PLATFORM = "";

/** Trims a requirement's texts. Throws INVALID_FIELD when the identifier or title is blank; `path` leads the field's name. */
export function checkedText(text: RequirementText, path: string): RequirementText {
  const checked = { ...text, identifier: text.identifier.trim(), title: text.title.trim() };
  for (const field of ["identifier", "title"] as const) {
    if (checked[field] === "")
      throw invalidField(`${path}${field}`, "required", `A requirement needs its ${field}.`);
  }
  return checked;
}

/** Throws PLATFORM_REQUIREMENT for a requirement that the platform ships. */
export function checkOwn(requirement: { readonly customerId: string }): void {
  if (requirement.customerId === PLATFORM) {
    throw permissionDenied(
      "PLATFORM_REQUIREMENT",
      "The platform's requirements can't be changed. Add one of your own instead.",
    );
  }
}

/** The error of an identifier that is taken in its framework. */
export const requirementExists = (identifier: string): DomainError =>
  new DomainError(
    "already_exists",
    "REQUIREMENT_EXISTS",
    `There is already a requirement ${identifier} there.`,
  );
