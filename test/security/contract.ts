import {
  type DescField,
  type DescMessage,
  type DescMethod,
  getOption,
  hasOption,
  ScalarType,
} from "@bufbuild/protobuf";
import {
  type FieldRules,
  field as fieldOption,
  type StringRules,
} from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";
import { MODULES } from "../../services/modules.ts";

/** Every method of every service, as the contract has them now. */
export const METHODS: readonly DescMethod[] = MODULES.flatMap((module) => module.service.methods);

/** Such as `PolicyService.GetPolicy`. */
export const nameOf = (method: DescMethod): string => `${method.parent.name}.${method.name}`;

/** Whether a request says which customer it is about. */
export const namesCustomer = (method: DescMethod): boolean => method.input.field.customerId !== undefined;

/** A field's protovalidate rules, if it has any. */
export const rulesOf = (field: DescField): FieldRules | undefined =>
  hasOption(field, fieldOption) ? getOption(field, fieldOption) : undefined;

/** The string rules of a field, or of the items of a list of strings. */
export function stringRulesOf(field: DescField): StringRules | undefined {
  const type = rulesOf(field)?.type;
  if (type?.case === "string") return type.value;
  if (type?.case !== "repeated") return undefined;
  const items = type.value.items?.type;
  return items?.case === "string" ? items.value : undefined;
}

const ID_PATTERN = /^\^([a-z]{3})_\[0-9a-z\]\{26\}\$$/;

/** `pol` for a field that holds ids of policies: by its pattern, or as fields of that name are elsewhere. */
export function idPrefixOf(field: DescField): string | undefined {
  const pattern = stringRulesOf(field)?.pattern ?? "";
  return ID_PATTERN.exec(pattern)?.[1] ?? PREFIX_BY_NAME.get(field.name.replace(/s$/, ""));
}

const PREFIX_BY_NAME: ReadonlyMap<string, string> = new Map(
  METHODS.flatMap((method) => method.input.fields).flatMap((field) => {
    const prefix = ID_PATTERN.exec(stringRulesOf(field)?.pattern ?? "")?.[1];
    return prefix && /_ids?$/.test(field.name) ? [[field.name.replace(/s$/, ""), prefix] as const] : [];
  }),
);

/** The deepest nesting of messages that is looked into. */
export const MAX_DEPTH = 5;

/** A field that takes ids, by its path of generated names from the request on. */
export interface IdField {
  readonly path: string;
  readonly prefix: string;
}

/** All fields of a request that take ids, those of nested messages too. */
export function idFieldsOf(schema: DescMessage, at = "", depth = 0): IdField[] {
  if (depth > MAX_DEPTH) return [];
  return schema.fields.flatMap((field) => {
    const path = at === "" ? field.localName : `${at}.${field.localName}`;
    const prefix = isText(field) ? idPrefixOf(field) : undefined;
    if (prefix) return [{ path, prefix }];
    const inner = messageOf(field);
    return inner ? idFieldsOf(inner, path, depth + 1) : [];
  });
}

/** The message that a field holds, alone or in a list; undefined for all other fields. */
export const messageOf = (field: DescField): DescMessage | undefined =>
  field.fieldKind === "message" || (field.fieldKind === "list" && field.listKind === "message")
    ? field.message
    : undefined;

const isText = (field: DescField): boolean => {
  const scalar =
    field.fieldKind === "scalar" || (field.fieldKind === "list" && field.listKind === "scalar")
      ? field.scalar
      : undefined;
  return scalar === ScalarType.STRING;
};
