import type { MessageInitShape } from "@bufbuild/protobuf";
import { DiffLineKind, type TextDiffSchema } from "#gen/countersign/policy/v1/policy_diff_pb.ts";
import type { TextDiff } from "../../domain/text-diff.ts";

/** The differences of two texts on the wire. */
export const diffMessage = (diff: TextDiff): MessageInitShape<typeof TextDiffSchema> => ({
  ...diff,
  hunks: diff.hunks.map((hunk) => ({
    ...hunk,
    lines: hunk.lines.map((line) => ({
      ...line,
      kind: DiffLineKind[line.kind],
      spans: line.spans.map((span) => ({ ...span })),
    })),
  })),
});
