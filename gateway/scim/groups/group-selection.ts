import type { Filter } from "../protocol/filter.ts";
import { combine, type Offer, selectionsOf } from "../protocol/selection.ts";
import { sameText } from "../users/attribute-keys.ts";
import { GROUP_URN } from "./group-schema.ts";

/** Groups by what an index finds; all that is set must hold. */
export interface GroupSelection {
  readonly id?: string;
  readonly name?: string;
  readonly externalId?: string;
  /** A user who belongs to it. */
  readonly memberId?: string;
}

const FIELDS: ReadonlyMap<string, keyof GroupSelection> = new Map([
  ["id", "id"],
  ["displayname", "name"],
  ["externalid", "externalId"],
  ["members", "memberId"],
  ["members.value", "memberId"],
]);

const OFFER: Offer<GroupSelection> = {
  urn: GROUP_URN,
  isPresent: new Set(["id", "displayname"]),
  eq: (path, value) => {
    const field = FIELDS.get(path);
    return field === undefined || typeof value !== "string" ? undefined : { [field]: value };
  },
  combine: (a, b) =>
    combine(a, b, (field, x, y) => (field === "name" ? sameText(String(x), String(y)) : x === y)),
  isNarrow: (selection) => Object.keys(selection).length > 0,
};

/** The groups that a filter means: those of any of the selections; none for an empty list. Throws invalidFilter. */
export const groupSelections = (filter: Filter): readonly GroupSelection[] => selectionsOf(filter, OFFER);

/** Whether a selection finds few groups: a person belongs to 100 at most. */
export const isNarrow = OFFER.isNarrow;
