import type { DescField, DescMessage, DescMethod } from "@bufbuild/protobuf";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { SessionTokensSchema } from "#gen/countersign/identity/v1/session_pb.ts";

/** Where the messages of a method carry what browsers keep in cookies. */
export interface TokenFields {
  /** The way to each `SessionTokens` in the response: one field of a message after another. */
  readonly tokens: readonly (readonly DescField[])[];
  /** The response's `login_token`. */
  readonly loginOut: DescField | undefined;
  /** The request's `refresh_token`. */
  readonly refreshIn: DescField | undefined;
  /** The request's `login_token`. */
  readonly loginIn: DescField | undefined;
  /** Whether the method ends a session. */
  readonly ends: boolean;
}

/**
 * What a method has to do with session cookies, found in its contract; undefined for nearly all methods. Throws when
 * tokens stand where they can't be moved from (a list, a map, a stream): then they would reach scripts unnoticed.
 */
export function tokenFieldsOf(method: DescMethod): TokenFields | undefined {
  const tokens = waysToTokens(method.output, [], new Set());
  if (tokens.length > 0 && method.methodKind !== "unary")
    throw new Error(`${method.parent.typeName}.${method.name}: a stream must not carry session tokens`);
  const fields: TokenFields = {
    tokens,
    loginOut: textField(method.output, "loginToken"),
    refreshIn: textField(method.input, "refreshToken"),
    loginIn: textField(method.input, "loginToken"),
    ends: method === IdentityService.method.revokeSession,
  };
  const concerned = tokens.length > 0 || fields.loginOut || fields.refreshIn || fields.loginIn || fields.ends;
  return concerned ? fields : undefined;
}

function waysToTokens(
  message: DescMessage,
  way: readonly DescField[],
  seen: ReadonlySet<DescMessage>,
): (readonly DescField[])[] {
  if (seen.has(message)) return [];
  const inside = new Set([...seen, message]);
  return message.fields.flatMap((field) => {
    const child = childOf(field);
    if (!child) return [];
    const next = [...way, field];
    const ways = child.typeName === SessionTokensSchema.typeName ? [next] : waysToTokens(child, next, inside);
    if (ways.length > 0 && (field.fieldKind !== "message" || field.oneof))
      throw new Error(`${message.typeName}.${field.name}: session tokens must stand in a plain field`);
    return ways;
  });
}

function childOf(field: DescField): DescMessage | undefined {
  if (field.fieldKind === "message") return field.message;
  return field.fieldKind === "list" || field.fieldKind === "map" ? field.message : undefined;
}

const textField = (message: DescMessage, localName: string): DescField | undefined =>
  message.fields.find((field) => field.localName === localName && field.fieldKind === "scalar");
