import type { TenantSnapshot } from "#gen/countersign/customer/v1/customer_events_pb.ts";
import { Calendar } from "./domain/calendar.ts";
import type { CustomerRules } from "./domain/customer-rules.ts";

const known = new WeakMap<TenantSnapshot, CustomerRules>();

/** A customer's rules from its settings; made once per snapshot, so its calendar is too. */
export function rulesOf(tenant: TenantSnapshot): CustomerRules {
  const rules = known.get(tenant) ?? readRules(tenant);
  known.set(tenant, rules);
  return rules;
}

function readRules({ customer, settings }: TenantSnapshot): CustomerRules {
  return {
    customerName: customer?.name ?? "",
    calendar: new Calendar({
      timeZone: settings?.timeZone || "UTC",
      businessDays: settings?.businessDays ?? [],
      holidays: settings?.holidays ?? [],
    }),
    dueDays: {
      newJoinerDays: settings?.dueDays?.newJoinerDays ?? 0,
      manualDays: settings?.dueDays?.manualDays ?? 0,
      newVersionDays: settings?.dueDays?.newVersionDays ?? 0,
      periodicDays: settings?.dueDays?.periodicDays ?? 0,
    },
    reminders: {
      offsetsDays: settings?.reminders?.offsetsDays ?? [],
      repeatEveryDays: settings?.reminders?.repeatEveryDays ?? 0,
      maxReminders: settings?.reminders?.maxReminders ?? 0,
    },
    escalation: (settings?.escalation?.steps ?? [])
      .map(({ daysOverdue, role }) => ({ daysOverdue, role }))
      .toSorted((a, b) => a.daysOverdue - b.daysOverdue),
    consentText: settings?.consentText ?? "",
  };
}
