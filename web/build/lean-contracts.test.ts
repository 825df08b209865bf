import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type DescMessage, fromBinary } from "@bufbuild/protobuf";
import { base64Decode } from "@bufbuild/protobuf/wire";
import { type FileDescriptorProto, FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { expect, test } from "@jest/globals";
import { withoutRules } from "./lean-contracts.ts";

const ROOT = join(import.meta.dirname, "../..");
const generated = globSync("gen/countersign/**/*_pb.ts", { cwd: ROOT });

const read = (base64: string): FileDescriptorProto =>
  fromBinary(FileDescriptorProtoSchema as DescMessage, base64Decode(base64)) as FileDescriptorProto;
/** Messages with their fields' names and numbers, methods with whether they change something. */
const shape = ({ messageType, service }: FileDescriptorProto) => ({
  messages: messageType.map(({ name, field }) => [
    name,
    field.map((one) => [one.name, one.number, one.type]),
  ]),
  methods: service.flatMap(({ method }) =>
    method.map((one) => [one.name, one.inputType, one.outputType, one.options?.idempotencyLevel ?? 0]),
  ),
});

test.each(generated)("%s says the same without its rules, in fewer bytes once compressed", (path) => {
  const before = readFileSync(join(ROOT, path), "utf8");
  const after = withoutRules(before);
  const was = read(/fileDesc\("([^"]+)"/.exec(before)?.[1] ?? "");
  const literal = /fileDesc\(btoa\(("(?:[^"\\]|\\.)*")\)/.exec(after)?.[1] ?? '""';
  const is = read(btoa(JSON.parse(literal)));
  expect(shape(is)).toEqual(shape(was));
  expect(after).not.toMatch(/validate_pb/);
  expect(gzipSync(after).length).toBeLessThan(gzipSync(before).length);
});
