import { type DescMessage, isFieldSet, type MessageShape } from "@bufbuild/protobuf";
import type { FieldMask } from "@bufbuild/protobuf/wkt";
import { invalidArgument } from "../errors.ts";

/**
 * The top-level fields of an update that are to be written, by their generated (camelCase) names.
 * An empty mask means every allowed field that is set in the message. Throws INVALID_UPDATE_MASK when the mask names a
 * field that is unknown or not in `allowed` (both snake_case and camelCase are taken).
 */
export function maskedFields<M extends DescMessage, F extends string>(
  schema: M,
  message: MessageShape<M>,
  mask: FieldMask | undefined,
  allowed: readonly F[],
): F[] {
  const paths = mask?.paths ?? [];
  if (paths.length === 0) {
    return allowed.filter((name) => {
      const field = schema.field[name];
      return field !== undefined && isFieldSet(message, field);
    });
  }
  return paths.map((path) => {
    const field = schema.fields.find((candidate) => candidate.name === path || candidate.localName === path);
    const name = allowed.find((candidate) => candidate === field?.localName);
    if (name) return name;
    throw invalidArgument("INVALID_UPDATE_MASK", `update_mask names ${path}, which can't be changed here.`, {
      violations: [{ field: "update_mask", rule: "allowed", message: `${path} can't be changed` }],
    });
  });
}
