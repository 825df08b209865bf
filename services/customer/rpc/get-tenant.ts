import type { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { CustomerContext } from "../context.ts";
import { tenantMessage } from "./messages.ts";

/** Gives another service what it keeps of a customer, before an event has told it. */
export const getTenant: Handler<CustomerContext, (typeof CustomerService)["method"]["getTenant"]> = async (
  context,
  request,
  call,
) => {
  const { customers } = context;
  const row = request.slug ? await customers.getBySlug(request.slug) : await customers.get(customerOf(call));
  return { tenant: tenantMessage(row) };
};
