import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import type { TenantSnapshotSchema } from "#gen/countersign/customer/v1/customer_events_pb.ts";
import { type CustomerSchema, CustomerStatus } from "#gen/countersign/customer/v1/customer_pb.ts";
import {
  type DayOfWeek,
  EscalationStepSchema,
  type SettingsSchema,
  type TotpDemand,
} from "#gen/countersign/customer/v1/settings_pb.ts";
import { type SubscriptionSchema, SubscriptionTier } from "#gen/countersign/customer/v1/subscription_pb.ts";
import { etagOf } from "../../../runtime/mongo/revision.ts";
import { totpDemandOf } from "../domain/settings.ts";
import type { Tier } from "../domain/tiers.ts";
import type { CustomerRow } from "../store/customer-model.ts";

/** A customer on the wire. */
export function customerMessage(row: CustomerRow): MessageInitShape<typeof CustomerSchema> {
  return {
    id: row._id,
    name: row.name,
    slug: row.slug,
    status: row.deleted ? CustomerStatus.DELETED : CustomerStatus.ACTIVE,
    createTime: timestampFromDate(row.createTime),
    updateTime: timestampFromDate(row.updateTime),
    ...(row.deleteTime ? { deleteTime: timestampFromDate(row.deleteTime) } : {}),
    etag: etagOf(row),
  };
}

/** A customer's subscription on the wire; its etag moves only with the subscription. */
export function subscriptionMessage({
  _id,
  subscription,
}: CustomerRow): MessageInitShape<typeof SubscriptionSchema> {
  return {
    customerId: _id,
    tier: SubscriptionTier[subscription.tier],
    maxEmployees: subscription.maxEmployees,
    maxPublishedPolicies: subscription.maxPublishedPolicies,
    features: [...subscription.features],
    updateTime: timestampFromDate(subscription.updateTime),
    etag: etagOf(subscription),
  };
}

/** A customer's settings on the wire; their etag moves only with the settings. */
export function settingsMessage({ _id, settings }: CustomerRow): MessageInitShape<typeof SettingsSchema> {
  const { revision, updateTime, escalation, reminders, ...rest } = settings;
  return {
    ...rest,
    customerId: _id,
    businessDays: settings.businessDays as DayOfWeek[],
    totpDemand: totpDemandOf(settings) as TotpDemand,
    holidays: [...settings.holidays],
    languages: [...settings.languages],
    reminders: { ...reminders, offsetsDays: [...reminders.offsetsDays] },
    escalation: {
      steps: escalation.steps.map((step) =>
        create(EscalationStepSchema, { ...step, role: step.role as PermissionRole }),
      ),
    },
    updateTime: timestampFromDate(updateTime),
    etag: etagOf({ revision }),
  };
}

/** What other services keep of a customer. */
export function tenantMessage(row: CustomerRow): MessageInitShape<typeof TenantSnapshotSchema> {
  return {
    customer: customerMessage(row),
    subscription: subscriptionMessage(row),
    settings: settingsMessage(row),
    deleted: row.deleted,
    revision: BigInt(row.revision),
  };
}

/** The stored name of a tier; FREE when none is given. */
export function tierOf(tier: SubscriptionTier): Tier {
  switch (tier) {
    case SubscriptionTier.STANDARD:
      return "STANDARD";
    case SubscriptionTier.PREMIUM:
      return "PREMIUM";
    default:
      return "FREE";
  }
}
