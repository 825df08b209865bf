import type { DescMessage } from "@bufbuild/protobuf";
import { expect, test } from "@jest/globals";
import { SessionTokensSchema } from "#gen/countersign/identity/v1/session_pb.ts";
import { SERVICES } from "../services.ts";
import { tokenFieldsOf } from "./token-fields.ts";

/** Whether session tokens stand anywhere in a message, found the simple way: by its file's whole type graph. */
function reaches(message: DescMessage, seen = new Set<DescMessage>()): boolean {
  if (message.typeName === SessionTokensSchema.typeName) return true;
  if (seen.has(message)) return false;
  seen.add(message);
  return message.fields.some((field) => {
    const child = field.fieldKind === "enum" || field.fieldKind === "scalar" ? undefined : field.message;
    return child !== undefined && reaches(child, seen);
  });
}

test("every method whose answer carries session tokens is known, and no other", () => {
  const methods = SERVICES.flatMap((service) => service.methods);
  const carrying = methods.filter((method) => reaches(method.output)).map((method) => method.name);
  const known = methods.filter((method) => (tokenFieldsOf(method)?.tokens.length ?? 0) > 0);
  expect(known.map((method) => method.name).sort()).toEqual(carrying.sort());
  expect(carrying).toEqual(expect.arrayContaining(["CreateSession", "RefreshSession", "FinishLogin"]));
});
