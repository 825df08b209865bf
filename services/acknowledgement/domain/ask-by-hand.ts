import { DomainError } from "../../../runtime/errors.ts";
import type { DueFrom } from "./due.ts";
import { cancel, type Moment, reopen } from "./lifecycle.ts";
import { type Obligation, REOPENED_BY } from "./obligation.ts";
import type { PolicySnapshot } from "./policy.ts";
import { type Addressee, dueTimeOf, followed, request } from "./request.ts";
import type { Revised } from "./unassignment.ts";

/** A request by hand. */
export interface HandRequest {
  readonly id: string;
  readonly customerId: string;
  readonly policy: PolicySnapshot;
  readonly addressee: Addressee;
  /** All obligations of this person for this policy. */
  readonly existing: readonly Obligation[];
  /** 0: the policy's or the customer's. */
  readonly dueDays: number;
  readonly comment: string;
}

/** What a request by hand changes. */
export interface AskedByHand {
  /** Now PENDING, of type MANUAL. */
  readonly obligation: Obligation;
  /** Whether it is new; otherwise it is among `updated`. */
  readonly inserted: boolean;
  readonly updated: readonly Revised[];
  /** Now CANCELLED: pending ones of earlier material versions. */
  readonly superseded: readonly Obligation[];
  readonly replacesSignature: boolean;
}

/** Asks one person: a new obligation, the next cycle, or the cancelled one again. Throws ACKNOWLEDGEMENT_PENDING. */
export function askByHand(asked: HandRequest, moment: Moment): AskedByHand {
  const { policy, addressee, existing, comment } = asked;
  const from: DueFrom = { type: "MANUAL", days: asked.dueDays };
  const current = existing.find((one) => one.latest && one.materialVersion === policy.materialVersion);
  if (current?.status === "PENDING") throw alreadyPending(current);
  const older = existing
    .filter((one) => one.materialVersion < policy.materialVersion && one.status === "PENDING")
    .map((before) => ({ before, after: cancel(before, "SUPERSEDED", moment) }));
  const superseded = older.map((one) => one.after);
  if (current?.cancelReason && REOPENED_BY[current.cancelReason].includes("request")) {
    const again = {
      type: from.type,
      person: addressee.person,
      text: policy.text,
      onLeave: addressee.onLeave,
      dueTime: dueTimeOf(from, policy, moment),
      periodicDays: policy.days.periodicDays,
      scope: current.scope,
      comment,
    };
    const obligation = reopen(current, again, moment);
    const updated = [...older, { before: current, after: obligation }];
    return { obligation, inserted: false, updated, superseded, replacesSignature: false };
  }
  const obligation = request(
    {
      id: asked.id,
      customerId: asked.customerId,
      policy,
      addressee,
      cycle: (current?.cycle ?? 0) + 1,
      from,
      rolloutId: undefined,
      scope: current?.scope,
      comment,
    },
    moment,
  );
  const earlier = current ? [{ before: current, after: followed(current, moment.now) }] : [];
  return {
    obligation,
    inserted: true,
    updated: [...older, ...earlier],
    superseded,
    replacesSignature: current?.status === "ACKNOWLEDGED",
  };
}

const alreadyPending = (current: Obligation): DomainError =>
  new DomainError("already_exists", "ACKNOWLEDGEMENT_PENDING", "This person is asked to sign already.", {
    metadata: { acknowledgement_id: current._id },
  });
