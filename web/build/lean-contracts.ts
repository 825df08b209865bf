import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { base64Decode, base64Encode } from "@bufbuild/protobuf/wire";
import {
  type DescriptorProto,
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
} from "@bufbuild/protobuf/wkt";
import type { Plugin } from "vite";

const GENERATED = /\/gen\/.*_pb\.ts$/;
/** How generated files hold their contract: its bytes, then the files that it imports. */
const FILE_DESC = /fileDesc\("([A-Za-z0-9+/=]+)"(?:, \[([^\]]*)\])?\)/;
const RULES = "file_buf_validate_validate";

/**
 * Takes out of the contracts what no browser needs: the rules of fields (protovalidate) and of methods (`access`), which
 * the server checks. With them every page would load the language that they are written in, too.
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
  const bytes = base64Encode(toBinary(FileDescriptorProtoSchema, file), "std_raw");
  return code
    .replace(found[0], `fileDesc("${bytes}"${others.length > 0 ? `, [${others.join(", ")}]` : ""})`)
    .replace(/^import .*validate_pb\.(?:ts|js)";$/gm, "");
}

/** An option of ours or of protovalidate is an unknown field here: this program doesn't load its extensions. */
function clean(file: FileDescriptorProto): void {
  const message = (one: DescriptorProto): void => {
    const optioned = [one, ...one.field, ...one.oneofDecl];
    for (const { options } of optioned) if (options) options.$unknown = [];
    one.nestedType.forEach(message);
  };
  file.messageType.forEach(message);
  for (const { options } of file.service.flatMap(({ method }) => method)) if (options) options.$unknown = [];
}
