import type { RequirementType } from "../requirement-type.ts";

/** One requirement as the platform ships it: the standard's own identifier, its subject, a title in our words. */
export type ShippedRequirement = readonly [identifier: string, type: RequirementType, title: string];

/** A standard or law as the platform ships it. Keys and identifiers are final: ids are made from them. */
export interface ShippedFramework {
  readonly key: string;
  readonly title: string;
  readonly description: string;
  /** ISO day on which it was first shipped. */
  readonly shippedOn: string;
  /** ISO day of the last change to what stands here. */
  readonly revisedOn: string;
  readonly requirements: readonly ShippedRequirement[];
}
