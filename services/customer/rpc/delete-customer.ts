import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { CustomerContext } from "../context.ts";
import { events } from "../events.ts";
import { customerMessage } from "./messages.ts";

const { method } = CustomerService;

/** Hides a customer and everything of it. Deleting a deleted one changes nothing. */
export const deleteCustomer: Handler<CustomerContext, typeof method.deleteCustomer> = (
  context,
  request,
  call,
) =>
  write(context, call, method.deleteCustomer, request, async () => {
    const row = await context.customers.get(customerOf(call));
    checkEtag("customer", row, request.etag);
    if (row.deleted) return { changes: [], events: [], response: { customer: customerMessage(row) } };
    const now = context.clock.now();
    const changed = { deleted: true, deleteTime: now, updateTime: now };
    const after = { ...row, ...changed, revision: row.revision + 1 };
    return {
      changes: [context.customers.update(row, changed)],
      events: [events.deleted(after)],
      response: { customer: customerMessage(after) },
    };
  });
