import type {
  DescriptorProto,
  DescriptorProto_ReservedRange,
  EnumDescriptorProto,
  FieldDescriptorProto,
} from "@bufbuild/protobuf/wkt";
import {
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
} from "@bufbuild/protobuf/wkt";
import { file_buf_validate_validate } from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";

/** The path of the printed file below `third_party`. */
export const VALIDATE_PROTO_PATH = "buf/validate/validate.proto";

/** The largest field number, 2^29 - 1, written `max` in a range. */
const MAX_FIELD_NUMBER = 536_870_911;

const SCALAR_NAMES = new Map<number, string>(
  Object.entries(Type).map(([name, value]) => [value as number, name.toLowerCase()]),
);

/**
 * The source text of `buf/validate/validate.proto` (proto2), printed from the descriptor inside the npm package,
 * which ships no `.proto` file. Comments and predefined CEL options are left out: buf needs neither to resolve
 * the rules, and the validator takes both from the package itself.
 */
export function printValidateProto(): string {
  const file = file_buf_validate_validate.proto;
  return [
    "// Printed from the descriptor in @bufbuild/protovalidate; without its comments and predefined CEL rules.",
    `syntax = "${file.syntax || "proto2"}";`,
    `package ${file.package};`,
    ...file.dependency.map((path) => `import "${path}";`),
    ...file.extension.flatMap(printExtension),
    ...file.enumType.flatMap(printEnum),
    ...file.messageType.flatMap(printMessage),
    "",
  ].join("\n");
}

function printMessage(message: DescriptorProto): string[] {
  if (message.options?.mapEntry)
    throw new Error(`validate.proto: map fields can't be printed (${message.name})`);
  const loose = message.field.filter((field) => !isInOneof(field));
  return [
    `message ${message.name} {`,
    ...indent([
      ...message.enumType.flatMap(printEnum),
      ...message.nestedType.flatMap(printMessage),
      ...message.oneofDecl.flatMap((oneof, index) => printOneof(oneof.name, index, message)),
      ...loose.map((field) => `${labelOf(field)} ${printField(field)}`),
      ...printRanges("extensions", message.extensionRange.map(exclusive)),
      ...printRanges("reserved", message.reservedRange.map(exclusive)),
      ...printReservedNames(message.reservedName),
      ...message.extension.flatMap(printExtension),
    ]),
    "}",
  ];
}

function printOneof(name: string, index: number, message: DescriptorProto): string[] {
  const members = message.field.filter((field) => isInOneof(field) && field.oneofIndex === index);
  return members.length === 0 ? [] : [`oneof ${name} {`, ...indent(members.map(printField)), "}"];
}

function printEnum(declaration: EnumDescriptorProto): string[] {
  return [
    `enum ${declaration.name} {`,
    ...indent([
      ...(declaration.options?.allowAlias ? ["option allow_alias = true;"] : []),
      ...declaration.value.map((value) => `${value.name} = ${value.number};`),
      ...printRanges("reserved", declaration.reservedRange),
      ...printReservedNames(declaration.reservedName),
    ]),
    "}",
  ];
}

function printExtension(field: FieldDescriptorProto): string[] {
  return [`extend ${field.extendee} {`, ...indent([`${labelOf(field)} ${printField(field)}`]), "}"];
}

function printField(field: FieldDescriptorProto): string {
  const options: string[] = [];
  if (field.options?.packed) options.push("packed = true");
  if (field.options?.deprecated) options.push("deprecated = true");
  if (field.defaultValue) {
    options.push(
      `default = ${field.type === Type.STRING ? JSON.stringify(field.defaultValue) : field.defaultValue}`,
    );
  }
  const type = field.typeName || SCALAR_NAMES.get(field.type);
  return `${type} ${field.name} = ${field.number}${options.length > 0 ? ` [${options.join(", ")}]` : ""};`;
}

function labelOf(field: FieldDescriptorProto): string {
  if (field.label === Label.REPEATED) return "repeated";
  return field.label === Label.REQUIRED ? "required" : "optional";
}

/** Presence is what counts: a field outside any oneof has no own `oneofIndex`, one in the first has 0. */
function isInOneof(field: FieldDescriptorProto): boolean {
  return Object.hasOwn(field, "oneofIndex");
}

type Range = Pick<DescriptorProto_ReservedRange, "start" | "end">;

/** Message ranges end before `end`, enum ranges at it. */
function exclusive(range: Range): Range {
  return { start: range.start, end: range.end - 1 };
}

function printRanges(keyword: string, ranges: Range[]): string[] {
  if (ranges.length === 0) return [];
  const printed = ranges.map(({ start, end }) => {
    if (start === end) return `${start}`;
    return `${start} to ${end >= MAX_FIELD_NUMBER ? "max" : end}`;
  });
  return [`${keyword} ${printed.join(", ")};`];
}

function printReservedNames(names: string[]): string[] {
  return names.length === 0 ? [] : [`reserved ${names.map((name) => `"${name}"`).join(", ")};`];
}

function indent(lines: string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
