import { CustomerSchema } from "#gen/countersign/customer/v1/customer_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { invalidField } from "../../../runtime/errors.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { maskedFields } from "../../../runtime/rpc/update-mask.ts";
import { write } from "../../../runtime/write.ts";
import type { CustomerContext } from "../context.ts";
import { nameKey } from "../domain/slug.ts";
import { events } from "../events.ts";
import { customerMessage } from "./messages.ts";

const { method } = CustomerService;

/** Changes a customer's name or slug. */
export const updateCustomer: Handler<CustomerContext, typeof method.updateCustomer> = (
  context,
  request,
  call,
) =>
  write(context, call, method.updateCustomer, request, async () => {
    const row = await context.customers.getLive(customerOf(call));
    checkEtag("customer", row, request.etag);
    const fields = request.customer
      ? maskedFields(CustomerSchema, request.customer, request.updateMask, ["name", "slug"])
      : [];
    const name = fields.includes("name") ? (request.customer?.name.trim() ?? "") : row.name;
    const slug = fields.includes("slug") ? (request.customer?.slug ?? "") : row.slug;
    if (name === "") throw invalidField("customer.name", "required", "A customer needs a name.");
    if (slug === "") throw invalidField("customer.slug", "required", "A customer needs a slug.");
    if (name === row.name && slug === row.slug)
      return { changes: [], events: [], response: { customer: customerMessage(row) } };
    await context.customers.checkFree(row._id, name, slug);
    const changed = { name, nameKey: nameKey(name), slug, updateTime: context.clock.now() };
    const after = { ...row, ...changed, revision: row.revision + 1 };
    return {
      changes: [context.customers.update(row, changed)],
      events: [events.updated(after)],
      response: { customer: customerMessage(after) },
    };
  });
