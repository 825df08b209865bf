import { timestampMs } from "@bufbuild/protobuf/wkt";
import { Text } from "@mantine/core";
import type { PolicyReview } from "#gen/countersign/policy/v1/policy_review_pb.ts";
import { useTexts } from "../../../app/texts.ts";
import { Quote } from "../../../components/quote.tsx";
import { Section } from "../../../components/section.tsx";
import { UserName } from "../../../components/user-name.tsx";
import { momentText } from "../../../time.ts";
import classes from "../policies.module.css";

/** When the policy was looked at and found to hold still. */
export function Reviews({ reviews }: { readonly reviews: readonly PolicyReview[] }) {
  const t = useTexts("policies");
  return (
    <Section title={t("reviews.title")}>
      <ul className={classes.ruledList}>
        {reviews.map((review) => (
          <li key={review.time ? timestampMs(review.time) : review.policyVersionId}>
            <Text size="sm">
              <UserName userId={review.userId} />
              {" · "}
              {t("version.number", { number: review.version })}
            </Text>
            <Text size="sm" c="dimmed">
              {momentText(review.time)}
            </Text>
            {review.comment && <Quote>{review.comment}</Quote>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
