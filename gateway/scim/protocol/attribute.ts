/** One attribute of a schema, as RFC 7643 §7 describes it, with the defaults of §2.2 left out. */
export interface Attribute {
  readonly name: string;
  readonly type: "string" | "boolean" | "complex" | "reference";
  readonly description: string;
  readonly multiValued?: true;
  readonly required?: true;
  readonly caseExact?: true;
  readonly mutability?: "readOnly";
  readonly returned?: "always";
  readonly uniqueness?: "server";
  readonly canonicalValues?: readonly string[];
  readonly referenceTypes?: readonly string[];
  readonly subAttributes?: readonly Attribute[];
  /** Another name that clients may use. Not part of the schema that is shown. */
  readonly alias?: string;
}

/** A schema: a resource's own, or an extension of it. */
export interface Schema {
  readonly urn: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly Attribute[];
  /** Attributes of RFC 7643 that are taken from clients and not kept; by lower-case name. */
  readonly passedOver: ReadonlySet<string>;
}

/** A kind of resource. */
export interface ResourceKind {
  readonly name: "User" | "Group";
  readonly endpoint: "/Users" | "/Groups";
  readonly description: string;
  readonly core: Schema;
  readonly extension: Schema | undefined;
}

/** What an attribute may hold, after its schema. */
export type ScimValue = string | boolean | ScimObject | readonly ScimValue[];

/** A resource or a complex value. Names are those of the schema; nothing else gets in. */
export interface ScimObject {
  readonly [name: string]: ScimValue | undefined;
}

/** The attribute of a name or alias, in any case. */
export const attributeNamed = (
  attributes: readonly Attribute[] | undefined,
  name: string,
): Attribute | undefined => {
  const wanted = name.toLowerCase();
  return attributes?.find(
    ({ name: own, alias }) => own.toLowerCase() === wanted || alias?.toLowerCase() === wanted,
  );
};

/** A text at a path of a resource; "" when there is none. */
export function textAt(resource: ScimObject | undefined, ...path: readonly string[]): string {
  let at: ScimValue | undefined = resource;
  for (const name of path) {
    if (!isObject(at)) return "";
    at = at[name];
  }
  return typeof at === "string" ? at.trim() : "";
}

/** The complex values of a multi-valued attribute. */
export function objectsAt(resource: ScimObject, name: string): readonly ScimObject[] {
  const values = resource[name];
  return Array.isArray(values) ? values.filter(isObject) : [];
}

/** Whether a value is complex. */
export const isObject = (value: ScimValue | undefined): value is ScimObject =>
  typeof value === "object" && !Array.isArray(value);
