import { type Moment, pause, resume, touched } from "./lifecycle.ts";
import type { Obligation } from "./obligation.ts";
import type { KnownPerson } from "./person.ts";

/** A pending obligation brought up to what is known of its person: copies and leave. Undefined: it is up to date. */
export function refreshPerson(
  before: Obligation,
  known: KnownPerson,
  moment: Moment,
): Obligation | undefined {
  if (before.status !== "PENDING" || known.revision <= before.person.revision) return undefined;
  const onLeave = known.presence === "ON_LEAVE";
  const copied = { ...before, person: known.person };
  if (known.presence === "GONE" || onLeave === before.paused) return touched(copied, moment.now);
  return onLeave ? pause(copied, moment) : resume(copied, moment);
}
