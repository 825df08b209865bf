import { GROUPS } from "../groups/group-schema.ts";
import type { Attribute, ResourceKind, Schema } from "../protocol/attribute.ts";
import { LIST_SCHEMA, MAX_COUNT } from "../protocol/page.ts";
import { ScimError, unknownResource } from "../protocol/scim-error.ts";
import type { ScimAnswer } from "../scim-call.ts";
import { USERS } from "../users/user-schema.ts";

const KINDS: readonly ResourceKind[] = [USERS, GROUPS];
const CORE = "urn:ietf:params:scim:schemas:core:2.0";

/**
 * What a client learns of this server before it signs in (RFC 7644 §4): `/ServiceProviderConfig`, `/ResourceTypes` and
 * `/Schemas`, and single ones of the last two by id. Undefined for other paths; throws 404 for unknown ids and 403 for a
 * filter, which the RFC forbids here.
 */
export function discover(
  segments: readonly string[],
  query: URLSearchParams,
  baseUrl: string,
): ScimAnswer | undefined {
  const [collection, id] = segments;
  const items = collection === undefined ? undefined : collectionOf(collection, baseUrl);
  if (!items || collection === undefined || segments.length > 2) return undefined;
  if (collection === "ServiceProviderConfig") {
    if (id !== undefined) return undefined;
    return { status: 200, body: items[0] ?? {} };
  }
  if (id === undefined) {
    if (query.has("filter")) throw new ScimError(403, undefined, "There is no filter here.");
    return { status: 200, body: listOf(items) };
  }
  const item = items.find((one) => one.id === id);
  if (!item) throw unknownResource(`${collection}/${id.slice(0, 100)}`);
  return { status: 200, body: item };
}

type Item = { readonly id?: string } & object;

function collectionOf(name: string, baseUrl: string): readonly Item[] | undefined {
  switch (name) {
    case "ServiceProviderConfig":
      return [serviceProviderConfig(baseUrl)];
    case "ResourceTypes":
      return KINDS.map((kind) => resourceType(kind, baseUrl));
    case "Schemas":
      return KINDS.flatMap(({ core, extension }) => (extension ? [core, extension] : [core])).map((schema) =>
        schemaBody(schema, baseUrl),
      );
    default:
      return undefined;
  }
}

const listOf = (items: readonly Item[]): object => ({
  schemas: [LIST_SCHEMA],
  totalResults: items.length,
  startIndex: 1,
  itemsPerPage: items.length,
  Resources: items,
});

/** RFC 7643 §5. */
const serviceProviderConfig = (baseUrl: string) => ({
  schemas: [`${CORE}:ServiceProviderConfig`],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: MAX_COUNT },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: true },
  authenticationSchemes: [
    {
      type: "oauthbearertoken",
      name: "API key",
      description:
        "An API key of the customer with the permissions EMPLOYEES_READ and EMPLOYEES_MANAGE, as a bearer token.",
      specUri: "https://www.rfc-editor.org/info/rfc6750",
      primary: true,
    },
  ],
  meta: { resourceType: "ServiceProviderConfig", location: `${baseUrl}/ServiceProviderConfig` },
});

/** RFC 7643 §6. */
const resourceType = (kind: ResourceKind, baseUrl: string) => ({
  schemas: [`${CORE}:ResourceType`],
  id: kind.name,
  name: kind.name,
  endpoint: kind.endpoint,
  description: kind.description,
  schema: kind.core.urn,
  ...(kind.extension ? { schemaExtensions: [{ schema: kind.extension.urn, required: false }] } : {}),
  meta: { resourceType: "ResourceType", location: `${baseUrl}/ResourceTypes/${kind.name}` },
});

/** RFC 7643 §7. */
const schemaBody = (schema: Schema, baseUrl: string) => ({
  schemas: [`${CORE}:Schema`],
  id: schema.urn,
  name: schema.name,
  description: schema.description,
  attributes: schema.attributes.map(attributeBody),
  meta: { resourceType: "Schema", location: `${baseUrl}/Schemas/${schema.urn}` },
});

function attributeBody(attribute: Attribute): object {
  const { subAttributes, alias: _, ...given } = attribute;
  return {
    multiValued: false,
    required: false,
    caseExact: false,
    mutability: "readWrite",
    returned: "default",
    uniqueness: "none",
    ...given,
    ...(subAttributes ? { subAttributes: subAttributes.map(attributeBody) } : {}),
  };
}
