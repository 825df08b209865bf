import type { ServiceKit } from "../../runtime/service.ts";
import { CustomerStore } from "./store/customer-store.ts";

/** What the customer service's handlers work with. */
export interface CustomerContext extends ServiceKit {
  readonly customers: CustomerStore;
}

/** Builds the context on the runtime's kit; tests override parts by spreading. */
export const createContext = (kit: ServiceKit): CustomerContext => ({
  ...kit,
  customers: new CustomerStore(kit.database),
});
