import type { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { CustomerContext } from "../context.ts";
import { customerMessage } from "./messages.ts";

/** Gives one customer; to platform operators also a deleted one. */
export const getCustomer: Handler<
  CustomerContext,
  (typeof CustomerService)["method"]["getCustomer"]
> = async (context, _request, call) => ({
  customer: customerMessage(await context.customers.get(customerOf(call))),
});
