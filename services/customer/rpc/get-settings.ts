import type { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { CustomerContext } from "../context.ts";
import { settingsMessage } from "./messages.ts";

/** Gives a customer's settings. */
export const getSettings: Handler<
  CustomerContext,
  (typeof CustomerService)["method"]["getSettings"]
> = async (context, _request, call) => ({
  settings: settingsMessage(await context.customers.getLive(customerOf(call))),
});
