import type { Migration } from "../../../runtime/mongo/migrate.ts";
import { DEFAULT_REVIEW_DAYS } from "../domain/review.ts";
import { policyModel } from "./policy-model.ts";
import { versionModel } from "./version-model.ts";

const DAY_MS = 86_400_000;

/** Plans the reviews of policies from before there were any, as if they were published with the usual interval. */
export const planReviews: Migration = {
  id: "2026-11-22-plan-reviews",
  run: async (database) => {
    const days = (count: number) => ({ $add: ["$inForce.publishTime", count * DAY_MS] });
    const inForce = (time: object) => ({ $cond: [{ $gt: ["$inForce", null] }, time, null] });
    await policyModel(database).collection.updateMany({ reviewIntervalDays: { $exists: false } }, [
      {
        $set: {
          reviewIntervalDays: DEFAULT_REVIEW_DAYS,
          reviewDueTime: inForce(days(DEFAULT_REVIEW_DAYS)),
          reviewNoticeTime: inForce(days(DEFAULT_REVIEW_DAYS - 30)),
          reviews: [],
        },
      },
    ]);
    await versionModel(database).collection.updateMany(
      { submitComment: { $exists: false } },
      { $set: { submitComment: "" } },
    );
  },
};
