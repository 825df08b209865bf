import type { TenantSnapshot } from "#gen/countersign/customer/v1/customer_events_pb.ts";
import type { NotificationContext } from "../context.ts";
import { askedFor, type Settlement } from "../domain/settlement.ts";
import type { DeliveryRow } from "../store/delivery-model.ts";
import type { Person } from "../store/people-store.ts";

/** What an attempt must know beside the delivery itself. */
export interface Surroundings {
  readonly tenant: TenantSnapshot | undefined;
  /** What is settled of what the delivery asks for, by acknowledgement. */
  readonly settled: ReadonlyMap<string, Settlement>;
  /** The recipient as known now. */
  readonly person: Person | undefined;
  /** The language that they chose for messages, BCP 47; empty: none. */
  readonly language: string;
}

/** Reads the surroundings of many deliveries with a few queries per customer. */
export async function surroundingsOf(
  context: NotificationContext,
  rows: readonly DeliveryRow[],
): Promise<(row: DeliveryRow) => Surroundings> {
  const customers = await Promise.all(
    [...Map.groupBy(rows, (row) => row.customerId)].map(async ([customerId, own]) => {
      const [tenant, settled, people, preferences] = await Promise.all([
        // Platform operators belong to no customer.
        customerId === "" ? undefined : context.tenants.find(customerId),
        context.settled.among(customerId, own.flatMap(askedFor)),
        context.people.among(
          customerId,
          own.map((row) => row.recipient),
        ),
        context.preferences.of(
          customerId,
          own.map((row) => row.recipient),
        ),
      ]);
      return [customerId, { tenant, settled, people, preferences }] as const;
    }),
  );
  const byCustomer = new Map(customers);
  return ({ customerId, recipient }) => {
    const customer = byCustomer.get(customerId);
    return {
      tenant: customer?.tenant,
      settled: customer?.settled ?? new Map(),
      person: customer?.people.get(recipient),
      language: customer?.preferences.get(recipient)?.language ?? "",
    };
  };
}
