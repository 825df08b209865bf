import { PolicyUpdatedSchema } from "#gen/countersign/policy/v1/policy_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import { type ComplianceContext, FOLD_PROGRESS } from "../context.ts";
import { learnPublished } from "./published-policy.ts";

/** A policy has another title or audience. Drafts are followed for their title: they can be mapped too. */
export const onPolicyUpdated = (context: ComplianceContext): EventHandler =>
  on(
    PolicyUpdatedSchema,
    async ({ customerId, message: { policy, published } }) => {
      if (published) return { changes: learnPublished(context, customerId, published) };
      if (!policy) return undefined;
      const { id, title, materialVersion, archiveTime } = policy;
      const standing = archiveTime ? "ARCHIVED" : "DRAFT"; // nothing is in force
      const facts = { revision: Number(policy.revision), title, standing, materialVersion } as const;
      return { changes: context.progress.learn(customerId, id, facts) };
    },
    () => context.nudge(FOLD_PROGRESS),
  );
