import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { timestampDate } from "@bufbuild/protobuf/wkt";
import { Text } from "@mantine/core";
import { useTexts } from "../app/texts.ts";
import { daysUntil, dueDayText, relativeDays } from "../time.ts";

/** By when something is due, on the customer's calendar, and how far that is; late ones stand out. */
export function DueDate({
  time,
  done = false,
  paused = false,
}: {
  readonly time: Timestamp | undefined;
  /** It is settled: the day alone. */
  readonly done?: boolean;
  /** Nobody waits for it now. */
  readonly paused?: boolean;
}) {
  const t = useTexts();
  if (!time) return <Text span>–</Text>;
  const days = daysUntil(time);
  const late = !done && !paused && days < 0;
  const soon = !done && !paused && days >= 0 && days <= 7;
  return (
    <Text span inherit>
      <time dateTime={timestampDate(time).toISOString()}>{dueDayText(time)}</time>
      {!done && (
        <Text
          span
          inherit
          c={late ? "var(--mantine-color-error)" : soon ? undefined : "dimmed"}
          fw={late || soon ? 600 : 400}
        >
          {" · "}
          {paused ? t("due.paused") : late ? t("due.late", { count: -days }) : relativeDays(days)}
        </Text>
      )}
    </Text>
  );
}
