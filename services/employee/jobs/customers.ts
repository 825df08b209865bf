import type { EmployeeContext } from "../context.ts";

/** Serves customers in turn, so that a large one does not keep the others waiting. */
export class Turns {
  readonly #nextAfter: (customerId: string) => Promise<string | undefined>;
  #served = "";

  /** `nextAfter` gives the first customer with work after another one, "" standing before all. */
  constructor(nextAfter: (customerId: string) => Promise<string | undefined>) {
    this.#nextAfter = nextAfter;
  }

  /** The customer whose turn it is; undefined when none has work. */
  async next(): Promise<string | undefined> {
    const next = (await this.#nextAfter(this.#served)) ?? (await this.#nextAfter(""));
    this.#served = next ?? "";
    return next;
  }
}

/** Whether a customer is deleted or unknown; looked up afresh before work is put off for it. */
export async function isGone(context: EmployeeContext, customerId: string): Promise<boolean> {
  const cached = await context.tenants.find(customerId);
  if (cached && !cached.deleted) return false;
  context.tenants.evict(customerId);
  return (await context.tenants.find(customerId))?.deleted ?? true;
}
