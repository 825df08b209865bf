import {
  CustomerCreatedSchema,
  CustomerDeletedSchema,
  CustomerUndeletedSchema,
  CustomerUpdatedSchema,
  SettingsUpdatedSchema,
  SubscriptionUpdatedSchema,
} from "#gen/countersign/customer/v1/customer_events_pb.ts";
import { type EventDraft, event } from "../../runtime/events/event.ts";
import { tenantMessage } from "./rpc/messages.ts";
import type { CustomerRow } from "./store/customer-model.ts";

const about = (row: CustomerRow) => ({ customerId: row._id, subject: row._id });

/** All that this service tells others; each event carries the customer as it is after the change. */
export const events = {
  created: (row: CustomerRow): EventDraft =>
    event(CustomerCreatedSchema, about(row), { tenant: tenantMessage(row) }),
  updated: (row: CustomerRow): EventDraft =>
    event(CustomerUpdatedSchema, about(row), { tenant: tenantMessage(row) }),
  deleted: (row: CustomerRow): EventDraft =>
    event(CustomerDeletedSchema, about(row), { tenant: tenantMessage(row) }),
  undeleted: (row: CustomerRow): EventDraft =>
    event(CustomerUndeletedSchema, about(row), { tenant: tenantMessage(row) }),
  subscriptionUpdated: (row: CustomerRow): EventDraft =>
    event(SubscriptionUpdatedSchema, about(row), { tenant: tenantMessage(row) }),
  settingsUpdated: (row: CustomerRow, changedFields: readonly string[]): EventDraft =>
    event(SettingsUpdatedSchema, about(row), {
      tenant: tenantMessage(row),
      changedFields: [...changedFields],
    }),
};
