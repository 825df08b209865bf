import { Code } from "@connectrpc/connect";
import { type Customer, CustomerStatus } from "#gen/countersign/customer/v1/customer_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { SubscriptionTier } from "#gen/countersign/customer/v1/subscription_pb.ts";
import type { Employee } from "#gen/countersign/employee/v1/employee_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { DEMO_PASSWORD, DEMO_USERS } from "./accounts.ts";
import {
  allPages,
  asPlatform,
  type Caller,
  LARGEST_PAGE,
  type Reach,
  signIn,
  unlessRefused,
} from "./callers.ts";
import { DEMO_PEOPLE } from "./people.ts";
import type { Progress } from "./progress.ts";
import { employeesByEmail, ensureUsers, hire } from "./staff.ts";

/** The slug by which the demo customer is found again. */
export const DEMO_SLUG = "northwind-bakery";

/** What is there of customers: none at all, others only, the demo customer, or the demo customer deleted. */
export type Presence =
  | { readonly kind: "empty" | "others" | "deleted" }
  | { readonly kind: "there"; readonly customerId: string };

/** Looks which customers there are, as the platform itself; by slug, since a name can be changed like any other. */
export async function customersPresent(reach: Reach): Promise<Presence> {
  const customers = asPlatform(reach, CustomerService);
  const list = (status: CustomerStatus) =>
    allPages(
      (pageToken) => customers.listCustomers({ status, pageSize: LARGEST_PAGE, pageToken }),
      (page) => page.customers,
    );
  const [active, deleted] = await Promise.all([list(CustomerStatus.ACTIVE), list(CustomerStatus.DELETED)]);
  const isDemo = ({ slug }: Customer): boolean => slug === DEMO_SLUG;
  const demo = active.find(isDemo);
  if (demo) return { kind: "there", customerId: demo.id };
  if (deleted.some(isDemo)) return { kind: "deleted" };
  return { kind: active.length + deleted.length === 0 ? "empty" : "others" };
}

/** The customer with its administrator signed in. */
export interface Foundation {
  readonly customerId: string;
  readonly administrator: Caller;
}

/** Creates the customer, its administrator, those who work there already, and an account of each kind. */
export async function layFoundation(
  reach: Reach,
  operator: Caller,
  progress: Progress,
  now: Date,
): Promise<Foundation> {
  const customerId = await ensureCustomer(reach, operator);
  const { administrator: admin, ...others } = DEMO_USERS;
  const identity = operator.client(IdentityService);
  const wanted = { email: admin.email, displayName: admin.name, roles: [...admin.roles] };
  await unlessRefused(
    Code.AlreadyExists,
    identity.createUser({ customerId, user: wanted, password: DEMO_PASSWORD }),
  );
  const administrator = await signIn(reach, admin.email, DEMO_PASSWORD);
  await administrator.client(CustomerService).updateSettings({
    settings: {
      timeZone: "America/Los_Angeles",
      branding: { displayName: "Northwind Bakery", accentColor: "#8a4b14" },
    },
  });
  await hire(
    administrator,
    DEMO_PEOPLE.filter((person) => !person.joins),
    progress,
    now,
  );
  const employees = await employeesByEmail(administrator);
  await linkAdministrator(administrator, employees);
  await ensureUsers(administrator, Object.values(others), employees);
  return { customerId, administrator };
}

async function ensureCustomer(reach: Reach, operator: Caller): Promise<string> {
  const presence = await customersPresent(reach);
  if (presence.kind === "there") return presence.customerId;
  const { customer } = await operator.client(CustomerService).createCustomer({
    customer: { name: "Northwind Bakery Group", slug: DEMO_SLUG },
    tier: SubscriptionTier.STANDARD,
  });
  if (!customer) throw new Error("no customer came back");
  return customer.id;
}

async function linkAdministrator(
  administrator: Caller,
  employees: ReadonlyMap<string, Employee>,
): Promise<void> {
  const employeeId = employees.get(DEMO_USERS.administrator.email)?.id ?? "";
  const user = { id: administrator.userId, employeeId };
  await administrator.client(IdentityService).updateUser({ user, updateMask: { paths: ["employee_id"] } });
}
