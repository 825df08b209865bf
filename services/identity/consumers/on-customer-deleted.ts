import type { Effect } from "../../../runtime/events/consumer.ts";
import type { IdentityContext } from "../context.ts";

/** A customer was deleted: the worker `end-customer-sessions` revokes their users' sessions, page by page. */
export const onCustomerDeleted =
  (context: IdentityContext) =>
  async (customerId: string): Promise<Effect> => ({
    changes: [context.sessionEndings.add(customerId, context.clock.now())],
  });
