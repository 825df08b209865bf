import { Code, ConnectError } from "@connectrpc/connect";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { notFound } from "../../runtime/errors.ts";
import type { ServiceKit } from "../../runtime/service.ts";
import { rulesOf } from "./customer-rules.ts";
import type { CustomerRules } from "./domain/customer-rules.ts";
import { PolicyTexts } from "./policy-texts.ts";
import { Receipts } from "./receipts.ts";
import { DigestStore } from "./store/digest-store.ts";
import { ObligationCounts } from "./store/obligation-counts.ts";
import { ObligationPages } from "./store/obligation-pages.ts";
import { ObligationStore } from "./store/obligation-store.ts";
import { ObligationTimes } from "./store/obligation-times.ts";
import { PersonStore } from "./store/person-store.ts";
import { PolicyStore } from "./store/policy-store.ts";
import { ReceiptKeyStore } from "./store/receipt-key-store.ts";
import { RemovalStore } from "./store/removal-store.ts";
import { ReplanStore } from "./store/replan-store.ts";
import { RolloutStore } from "./store/rollout-store.ts";

/** What the acknowledgement service's handlers work with. */
export interface AcknowledgementContext extends ServiceKit {
  readonly obligations: ObligationStore;
  readonly pages: ObligationPages;
  readonly counts: ObligationCounts;
  readonly times: ObligationTimes;
  readonly policies: PolicyStore;
  readonly rollouts: RolloutStore;
  readonly people: PersonStore;
  readonly removals: RemovalStore;
  readonly digests: DigestStore;
  readonly replans: ReplanStore;
  readonly receipts: Receipts;
  readonly texts: PolicyTexts;
  /** Where people reach the platform; the issuer of receipts. */
  readonly platformUrl: string;
  /** A customer's rules, deleted or not: events of a deleted one still arrive. Throws CUSTOMER_NOT_FOUND. */
  readonly rules: (customerId: string) => Promise<CustomerRules>;
  /** The rules of a customer that lives; undefined for one that is deleted or unknown. */
  readonly liveRules: (customerId: string) => Promise<CustomerRules | undefined>;
}

/** Builds the context on the runtime's kit; tests override parts by spreading. */
export function createContext(kit: ServiceKit): AcknowledgementContext {
  const { config, database, tenants } = kit;
  return {
    ...kit,
    obligations: new ObligationStore(database),
    pages: new ObligationPages(database),
    counts: new ObligationCounts(database),
    times: new ObligationTimes(database),
    policies: new PolicyStore(database),
    rollouts: new RolloutStore(database),
    people: new PersonStore(database),
    removals: new RemovalStore(database),
    digests: new DigestStore(database),
    replans: new ReplanStore(database),
    receipts: new Receipts(new ReceiptKeyStore(database), kit.commit, kit.clock, kit.secrets),
    texts: new PolicyTexts(() => kit.client(PolicyService)),
    platformUrl: config.publicUrl || `http://${config.httpHost}:${config.httpPort}`,
    rules: async (customerId) => {
      const tenant = await tenants.find(customerId);
      if (!tenant) throw notFound("customer", customerId);
      return rulesOf(tenant);
    },
    liveRules: async (customerId) => {
      const tenant = await tenants.find(customerId);
      return tenant && !tenant.deleted ? rulesOf(tenant) : undefined;
    },
  };
}

/** What another service answered; undefined when it says NOT_FOUND. */
export async function ifFound<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ConnectError && error.code === Code.NotFound) return undefined;
    throw error;
  }
}
