import { serviceActor } from "../../../runtime/auth/principal.ts";
import type { Worker } from "../../../runtime/jobs/job.ts";
import type { Change } from "../../../runtime/mongo/change.ts";
import type { AcknowledgementContext } from "../context.ts";
import { cancel, type Moment, move } from "../domain/lifecycle.ts";
import type { CancelReason, Obligation } from "../domain/obligation.ts";
import type { Sweep, SweepKind } from "../domain/policy.ts";
import { events } from "../events.ts";
import type { PolicyRow } from "../store/policy-model.ts";
import { commitDecision, type StepDecision } from "./commit-decision.ts";

/** Obligations of one step: one unit, one event. */
const PAGE = 500;
const ACTOR = serviceActor("acknowledgement", "policy change");

/**
 * Carries a policy's change through its obligations, page by page: moves pending ones to an editorial version, cancels
 * what a material version left over, cancels all when the policy is archived.
 */
export const sweepPolicies = (context: AcknowledgementContext): Worker => ({
  name: "sweep-policies",
  step: async () => {
    let swept = false;
    await commitDecision(context.commit, ACTOR, async () => {
      const policy = await context.policies.nextSweepAcrossCustomers();
      const sweep = policy?.sweeps[0];
      swept = sweep !== undefined;
      return policy && sweep ? sweepPage(context, policy, sweep) : { changes: [], events: [] };
    });
    if (swept) context.nudge("count-rollouts");
    return swept;
  },
  backlog: () => context.policies.countSweepingAcrossCustomers(),
});

async function sweepPage(
  context: AcknowledgementContext,
  policy: PolicyRow,
  sweep: Sweep,
): Promise<StepDecision> {
  const { customerId } = policy;
  const rules = await context.rules(customerId);
  const moment: Moment = { now: context.clock.now(), actor: ACTOR, rules };
  switch (sweep.kind) {
    case "move":
      return movePage(context, policy, sweep, moment);
    case "supersede":
      return cancelPage(context, policy, policy.materialVersion, "SUPERSEDED", moment);
    case "archive":
      return cancelPage(context, policy, undefined, "POLICY_ARCHIVED", moment);
    case "end-renewals":
      return endRenewalsPage(context, policy, sweep, moment);
  }
}

/** The sweep is done: the next one, if any, has its turn. */
const finish = (context: AcknowledgementContext, policy: PolicyRow): StepDecision => ({
  changes: [context.policies.update(policy, { ...policy, sweeps: policy.sweeps.slice(1) })],
  events: [],
});

/** The sweep goes on after this obligation. */
const goOn = (
  context: AcknowledgementContext,
  policy: PolicyRow,
  kind: SweepKind,
  last: Obligation,
): Change =>
  context.policies.update(policy, {
    ...policy,
    sweeps: [{ kind, afterDueTime: last.dueTime, afterId: last._id }, ...policy.sweeps.slice(1)],
  });

async function movePage(
  context: AcknowledgementContext,
  policy: PolicyRow,
  sweep: Sweep,
  moment: Moment,
): Promise<StepDecision> {
  const { customerId, _id, materialVersion, text } = policy;
  const which = { status: "PENDING" as const, materialVersion };
  const rows = await context.pages.ofPolicy(customerId, _id, which, sweep, PAGE);
  const last = rows.at(-1);
  if (!last) return finish(context, policy);
  const behind = rows.filter((row) => row.text.version < text.version);
  return {
    changes: [
      goOn(context, policy, "move", last),
      ...behind.map((row) => context.obligations.update(row, move(row, text, moment))),
    ],
    events: behind.length > 0 ? [events.moved(policy, behind.length)] : [],
  };
}

async function cancelPage(
  context: AcknowledgementContext,
  policy: PolicyRow,
  before: number | undefined,
  reason: CancelReason,
  moment: Moment,
): Promise<StepDecision> {
  const { customerId, _id } = policy;
  const which = { status: "PENDING" as const, ...(before === undefined ? {} : { before }) };
  const pending = await context.pages.ofPolicy(customerId, _id, which, {}, PAGE);
  if (pending.length === 0) return finish(context, policy);
  const revised = pending.map((row) => ({ row, after: cancel(row, reason, moment) }));
  const rollouts = new Set(pending.flatMap((row) => row.rolloutId ?? []));
  return {
    changes: [
      ...revised.map(({ row, after }) => context.obligations.update(row, after)),
      ...[...rollouts].map((id) => context.rollouts.stale(customerId, id)),
    ],
    events: events.cancelled(revised.map(({ after }) => after)),
  };
}

async function endRenewalsPage(
  context: AcknowledgementContext,
  policy: PolicyRow,
  sweep: Sweep,
  moment: Moment,
): Promise<StepDecision> {
  const { customerId, _id } = policy;
  const rows = await context.pages.ofPolicy(customerId, _id, { status: "ACKNOWLEDGED" }, sweep, PAGE);
  const last = rows.at(-1);
  if (!last) return finish(context, policy);
  const ids = rows.filter((row) => row.renewalDueTime).map((row) => row._id);
  const ended = ids.length > 0 ? [context.obligations.endRenewals(customerId, ids, moment.now)] : [];
  return { changes: [goOn(context, policy, "end-renewals", last), ...ended], events: [] };
}
