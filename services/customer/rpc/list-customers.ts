import { CustomerStatus } from "#gen/countersign/customer/v1/customer_pb.ts";
import type { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { CustomerContext } from "../context.ts";
import { customerMessage, subscriptionMessage } from "./messages.ts";

/** Lists customers by name with their subscriptions, for platform operators. */
export const listCustomers: Handler<
  CustomerContext,
  (typeof CustomerService)["method"]["listCustomers"]
> = async (context, request) => {
  const deleted = request.status === CustomerStatus.DELETED;
  const page = await context.customers.listForPlatform(request, { deleted, query: request.query });
  return {
    customers: page.items.map(customerMessage),
    subscriptions: page.items.map(subscriptionMessage),
    nextPageToken: page.nextPageToken,
  };
};
