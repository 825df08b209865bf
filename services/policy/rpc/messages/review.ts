import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { PolicyReviewSchema } from "#gen/countersign/policy/v1/policy_review_pb.ts";
import type { Review } from "../../domain/review.ts";

/** A review on the wire. */
export const reviewMessage = (row: Review): MessageInitShape<typeof PolicyReviewSchema> => ({
  time: timestampFromDate(row.time),
  userId: row.userId,
  comment: row.comment,
  policyVersionId: row.versionId,
  version: row.number,
  contentSha256: row.contentSha256,
  ...(row.nextReviewTime ? { nextReviewTime: timestampFromDate(row.nextReviewTime) } : {}),
});
