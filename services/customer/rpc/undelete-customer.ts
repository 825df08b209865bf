import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { CustomerContext } from "../context.ts";
import { events } from "../events.ts";
import { customerMessage } from "./messages.ts";

const { method } = CustomerService;

/** Restores a deleted customer, if its name and slug are still free. */
export const undeleteCustomer: Handler<CustomerContext, typeof method.undeleteCustomer> = (
  context,
  request,
  call,
) =>
  write(context, call, method.undeleteCustomer, request, async () => {
    const row = await context.customers.get(customerOf(call));
    checkEtag("customer", row, request.etag);
    if (!row.deleted) return { changes: [], events: [], response: { customer: customerMessage(row) } };
    await context.customers.checkFree(row._id, row.name, row.slug);
    const { deleteTime: _gone, ...kept } = row;
    const after = { ...kept, deleted: false, updateTime: context.clock.now(), revision: row.revision + 1 };
    return {
      changes: [context.customers.restore(row, after.updateTime)],
      events: [events.undeleted(after)],
      response: { customer: customerMessage(after) },
    };
  });
