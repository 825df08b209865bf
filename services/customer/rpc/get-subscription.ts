import type { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { CustomerContext } from "../context.ts";
import { subscriptionMessage } from "./messages.ts";

/** Gives a customer's subscription. */
export const getSubscription: Handler<
  CustomerContext,
  (typeof CustomerService)["method"]["getSubscription"]
> = async (context, _request, call) => ({
  subscription: subscriptionMessage(await context.customers.getLive(customerOf(call))),
});
