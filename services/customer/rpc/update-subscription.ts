import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { SubscriptionSchema } from "#gen/countersign/customer/v1/subscription_pb.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { maskedFields } from "../../../runtime/rpc/update-mask.ts";
import { write } from "../../../runtime/write.ts";
import type { CustomerContext } from "../context.ts";
import { limitsOf } from "../domain/tiers.ts";
import { events } from "../events.ts";
import type { CustomerRow } from "../store/customer-model.ts";
import { subscriptionMessage, tierOf } from "./messages.ts";

const { method } = CustomerService;
const FIELDS = ["tier", "maxEmployees", "maxPublishedPolicies", "features"] as const;

/** Changes a subscription. A new tier brings its limits, unless the same request sets others. */
export const updateSubscription: Handler<CustomerContext, typeof method.updateSubscription> = (
  context,
  request,
  call,
) =>
  write(context, call, method.updateSubscription, request, async () => {
    const row = await context.customers.getLive(customerOf(call));
    checkEtag("subscription", { _id: row._id, revision: row.subscription.revision }, request.etag);
    const wanted = request.subscription;
    const fields = wanted ? maskedFields(SubscriptionSchema, wanted, request.updateMask, FIELDS) : [];
    if (!wanted || fields.length === 0)
      return { changes: [], events: [], response: { subscription: subscriptionMessage(row) } };
    const tier = fields.includes("tier") ? tierOf(wanted.tier) : row.subscription.tier;
    const base = fields.includes("tier") ? limitsOf(tier) : row.subscription;
    const subscription: CustomerRow["subscription"] = {
      tier,
      maxEmployees: fields.includes("maxEmployees") ? wanted.maxEmployees : base.maxEmployees,
      maxPublishedPolicies: fields.includes("maxPublishedPolicies")
        ? wanted.maxPublishedPolicies
        : base.maxPublishedPolicies,
      features: fields.includes("features") ? wanted.features : base.features,
      updateTime: context.clock.now(),
      revision: row.subscription.revision + 1,
    };
    const after = { ...row, subscription, revision: row.revision + 1 };
    return {
      changes: [context.customers.update(row, { subscription })],
      events: [events.subscriptionUpdated(after)],
      response: { subscription: subscriptionMessage(after) },
    };
  });
