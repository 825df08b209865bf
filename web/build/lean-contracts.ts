import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { base64Decode } from "@bufbuild/protobuf/wire";
import {
  type DescriptorProto,
  type FieldDescriptorProto,
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
  type MethodDescriptorProto,
  type OneofDescriptorProto,
} from "@bufbuild/protobuf/wkt";
import type { Plugin } from "vite";

const GENERATED = /\/gen\/.*_pb\.ts$/;
/** How generated files hold their contract: its bytes, then the files that it imports. */
const FILE_DESC = /fileDesc\("([A-Za-z0-9+/=]+)"(?:, \[([^\]]*)\])?\)/;
const RULES = "file_buf_validate_validate";

/**
 * Takes out of the contracts what no browser needs: the rules of fields (protovalidate) and of methods (`access`), which
 * the server checks. With them every page would load the language that they are written in, too. What is left stands
 * there as it is instead of in base64: names that occur again and again compress only so.
 */
export function leanContracts(): Plugin {
  return {
    name: "lean-contracts",
    enforce: "pre",
    transform: (code, id) => (GENERATED.test(id) ? { code: withoutRules(code), map: null } : undefined),
  };
}

/** Generated code without the rules of fields and methods. */
export function withoutRules(code: string): string {
  const found = FILE_DESC.exec(code);
  if (!found?.[1]) return code;
  const imported = found[2]?.split(", ") ?? [];
  const file = fromBinary(FileDescriptorProtoSchema, base64Decode(found[1]));
  clean(file);
  const others = imported.filter((name) => name !== RULES);
  const bytes = JSON.stringify(Buffer.from(toBinary(FileDescriptorProtoSchema, file)).toString("latin1"));
  const imports = others.length > 0 ? `, [${others.join(", ")}]` : "";
  return code
    .replace(found[0], () => `fileDesc(btoa(${bytes})${imports})`)
    .replace(/^import .*validate_pb\.(?:ts|js)";$/gm, "");
}

/** An option of ours or of protovalidate is an unknown field here: this program doesn't load its extensions. */
function clean(file: FileDescriptorProto): void {
  const message = (one: DescriptorProto): void => {
    for (const optioned of [one, ...one.field, ...one.oneofDecl]) withoutUnknown(optioned);
    one.nestedType.forEach(message);
  };
  file.messageType.forEach(message);
  for (const method of file.service.flatMap((service) => service.method)) withoutUnknown(method);
}

/** Leaves the options out altogether when nothing else is among them. */
function withoutUnknown(
  optioned: DescriptorProto | FieldDescriptorProto | OneofDescriptorProto | MethodDescriptorProto,
): void {
  const { options } = optioned;
  if (!options) return;
  options.$unknown = [];
  const { $typeName, $unknown, ...known } = options;
  if (Object.values(known).every(isEmpty)) delete optioned.options;
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || (Array.isArray(value) && value.length === 0);
