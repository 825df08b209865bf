import type { Moment } from "./lifecycle.ts";
import { touched } from "./lifecycle.ts";
import type { Obligation } from "./obligation.ts";
import type { KnownPerson } from "./person.ts";
import type { KnownPolicy } from "./policy.ts";
import { followed, request } from "./request.ts";
import { withoutRenewal } from "./unassignment.ts";

/** What becomes of a signature that runs out soon. */
export interface RunOut {
  readonly after: Obligation;
  /** The next cycle; undefined: nobody asks for one any more. */
  readonly next: Obligation | undefined;
}

/** Asks for the next cycle, if the policy's material version is still in force for a person who is still there. */
export function renew(
  signed: Obligation,
  policy: KnownPolicy | undefined,
  known: KnownPerson | undefined,
  newId: () => string,
  moment: Moment,
): RunOut {
  const inForce =
    policy && !policy.archived && policy.required && policy.materialVersion === signed.materialVersion;
  const present = known?.presence !== "GONE";
  if (!inForce || !present || !signed.scope || !signed.latest || !signed.signTime)
    return { after: touched(withoutRenewal(signed), moment.now), next: undefined };
  const next = request(
    {
      id: newId(),
      customerId: signed.customerId,
      policy,
      addressee: {
        employeeId: signed.employeeId,
        person: known && known.revision > signed.person.revision ? known.person : signed.person,
        onLeave: known?.presence === "ON_LEAVE",
      },
      cycle: signed.cycle + 1,
      from: { type: "PERIODIC", signTime: signed.signTime, days: signed.periodicDays },
      rolloutId: undefined,
      scope: signed.scope,
      comment: "",
    },
    moment,
  );
  return { after: followed(signed, moment.now), next };
}
