import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import type { ServiceModule } from "../../runtime/service.ts";
import { createContext } from "./context.ts";
import { customerRpc } from "./rpc/index.ts";
import { customerModel } from "./store/customer-model.ts";

/** Customers (tenants), their subscriptions and settings. */
export const customerModule: ServiceModule = {
  name: "customer",
  service: CustomerService,
  models: (database) => [customerModel(database)],
  migrations: [],
  create: (kit) => {
    const context = createContext(kit);
    return {
      implementation: customerRpc(context),
      consumers: [...kit.tenants.handlers()],
      jobs: [],
      workers: [],
    };
  },
};
