import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { CustomerContext } from "../context.ts";
import { DEFAULT_SETTINGS } from "../domain/settings.ts";
import { nameKey, slugify } from "../domain/slug.ts";
import { limitsOf } from "../domain/tiers.ts";
import { events } from "../events.ts";
import type { CustomerRow } from "../store/customer-model.ts";
import { customerMessage, tierOf } from "./messages.ts";

const { method } = CustomerService;

/** Creates a customer with the limits of its tier and default settings. */
export const createCustomer: Handler<CustomerContext, typeof method.createCustomer> = (
  context,
  request,
  call,
) =>
  write(context, call, method.createCustomer, request, async () => {
    const name = request.customer?.name.trim() ?? "";
    const slug = request.customer?.slug || slugify(name);
    const now = context.clock.now();
    const tier = tierOf(request.tier);
    const row: CustomerRow = {
      _id: context.newId("cus"),
      name,
      nameKey: nameKey(name),
      slug,
      deleted: false,
      createTime: now,
      updateTime: now,
      revision: 1,
      subscription: { tier, ...limitsOf(tier), updateTime: now, revision: 1 },
      settings: { ...DEFAULT_SETTINGS, updateTime: now, revision: 1 },
    };
    await context.customers.checkFree(row._id, name, slug);
    return {
      changes: [context.customers.insert(row)],
      events: [events.created(row)],
      response: { customer: customerMessage(row) },
    };
  });
