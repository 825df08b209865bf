import { useQuery } from "@connectrpc/connect-query";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import type { AcknowledgementRules } from "#gen/countersign/policy/v1/published_policy_pb.ts";
import { language } from "../../../app/texts.ts";

const DAY_MS = 86_400_000;

/** How many days people have for a new version: the policy's own, else the customer's; and the customer's zone. */
export function useDueDays(rules: Pick<AcknowledgementRules, "newVersionDays"> | undefined): {
  readonly days: number | undefined;
  readonly usual: number | undefined;
  readonly timeZone: string | undefined;
} {
  const { data } = useQuery(CustomerService.method.getSettings, {});
  const usual = data?.settings?.dueDays?.newVersionDays;
  return { days: rules?.newVersionDays || usual, usual, timeZone: data?.settings?.timeZone };
}

/** The day so many days after today, both on the calendar of a time zone, in words. */
export function dayAfter(days: number, timeZone: string, now: Date): string {
  const today = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(now);
  const due = new Date(Date.parse(`${today}T00:00:00Z`) + days * DAY_MS);
  return new Intl.DateTimeFormat(language(), { dateStyle: "full", timeZone: "UTC" }).format(due);
}
