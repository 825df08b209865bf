import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { type Implementation, implement } from "../../../runtime/rpc/handler.ts";
import type { CustomerContext } from "../context.ts";
import { createCustomer } from "./create-customer.ts";
import { deleteCustomer } from "./delete-customer.ts";
import { getCustomer } from "./get-customer.ts";
import { getSettings } from "./get-settings.ts";
import { getSubscription } from "./get-subscription.ts";
import { getTenant } from "./get-tenant.ts";
import { listCustomers } from "./list-customers.ts";
import { undeleteCustomer } from "./undelete-customer.ts";
import { updateCustomer } from "./update-customer.ts";
import { updateSettings } from "./update-settings.ts";
import { updateSubscription } from "./update-subscription.ts";

/** The customer service: one line per RPC. */
export const customerRpc = (context: CustomerContext): Implementation =>
  implement(CustomerService, context, {
    createCustomer,
    getCustomer,
    listCustomers,
    updateCustomer,
    deleteCustomer,
    undeleteCustomer,
    getSubscription,
    updateSubscription,
    getSettings,
    updateSettings,
    getTenant,
  });
