import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { DomainError } from "../../../runtime/errors.ts";
import { askByHand } from "./ask-by-hand.ts";
import { assign } from "./assignment.ts";
import { Calendar } from "./calendar.ts";
import { chase } from "./chase-obligation.ts";
import type { CustomerRules } from "./customer-rules.ts";
import { acknowledge, cancel, move, open } from "./lifecycle.ts";
import { type Obligation, TRANSITIONS } from "./obligation.ts";
import { type KnownPerson, type Presence, personOf } from "./person.ts";
import type { PolicySnapshot } from "./policy.ts";
import { refreshPerson } from "./refresh-person.ts";
import { renew } from "./renewal.ts";
import { unassign } from "./unassignment.ts";

const DAY_MS = 86_400_000;
const rules: CustomerRules = {
  customerName: "A",
  consentText: "I agree.",
  dueDays: { newJoinerDays: 30, manualDays: 30, newVersionDays: 30, periodicDays: 90 },
  calendar: new Calendar({ timeZone: "Europe/Berlin", businessDays: [], holidays: [] }),
  reminders: { offsetsDays: [-7, -1, 0], repeatEveryDays: 3, maxReminders: 4 },
  escalation: [
    { daysOverdue: 7, role: 5 },
    { daysOverdue: 14, role: 6 },
  ],
};
const actor = { userId: "", service: "test", name: "test" };
const signature = {
  typedName: "Ada",
  email: "ada@example.com",
  ipAddress: "::1",
  userAgent: "",
  locale: "",
  authenticationMethod: "pwd",
  userId: "usr_1",
};
const personAt = (revision: number) =>
  personOf({ name: "Ada", email: "ada@example.com", department: "", managerId: "", revision });

/** One person and one policy: all obligations, and what a reader of the events counts. */
class Life {
  rows: Obligation[] = [];
  now = new Date("2026-03-02T09:00:00Z");
  policyRevision = 1;
  employeeRevision = 1;
  materialVersion = 1;
  version = 1;
  ids = 0;
  onLeave = false;
  /** Per material version, by the events alone: pending and acknowledged. */
  readonly counts = new Map<number, { pending: number; acknowledged: number }>();

  get moment() {
    return { now: this.now, actor, rules };
  }

  get policy(): PolicySnapshot {
    return {
      policyId: "pol",
      text: {
        policyVersionId: `plv_${this.version}`,
        version: this.version,
        title: "T",
        contentSha256: `sha${this.version}`,
      },
      materialVersion: this.materialVersion,
      publishTime: this.now,
      required: true,
      days: { newJoinerDays: 0, manualDays: 0, newVersionDays: 0, periodicDays: 0 },
      policyRevision: this.policyRevision,
      published: new Uint8Array(),
    };
  }

  count(materialVersion: number, pending: number, acknowledged: number): void {
    const counts = this.counts.get(materialVersion) ?? { pending: 0, acknowledged: 0 };
    this.counts.set(materialVersion, {
      pending: counts.pending + pending,
      acknowledged: counts.acknowledged + acknowledged,
    });
  }

  replace(before: Obligation, after: Obligation): void {
    expect(after.revision === before.revision || after.revision === before.revision + 1).toBe(true);
    if (after.status !== before.status)
      expect(Object.values(TRANSITIONS[before.status])).toContain(after.status);
    expect(after.history.slice(0, before.history.length)).toEqual(before.history);
    this.rows = this.rows.map((row) => (row._id === before._id ? after : row));
  }

  get current(): Obligation | undefined {
    return this.rows.find((row) => row.latest && row.materialVersion === this.materialVersion);
  }

  known(presence: Presence): KnownPerson {
    const revision = this.employeeRevision;
    return { _id: "emp", customerId: "cus", person: personAt(revision), presence, revision };
  }

  assign(): void {
    this.employeeRevision += 1;
    const { policyRevision, employeeRevision } = this;
    const addressee = { employeeId: "emp", person: personAt(employeeRevision), onLeave: this.onLeave };
    const from = { type: "NEW_VERSION" as const, since: this.now };
    const scope = { policyRevision, employeeRevision };
    const given = { customerId: "cus", policy: this.policy, addressee, scope, from, rolloutId: "rol" };
    const assigned = assign(
      { ...given, known: undefined, removed: undefined, existing: this.rows },
      () => `ack_${++this.ids}`,
      this.moment,
    );
    for (const { before, after } of assigned.updated) this.replace(before, after);
    if (assigned.inserted) this.rows.push(assigned.inserted);
    for (const row of assigned.superseded) this.count(row.materialVersion, -1, 0);
    if (assigned.requested) this.count(assigned.requested.materialVersion, 1, 0);
  }

  unassign(reason: "LEFT" | "OUT_OF_SCOPE"): void {
    this.employeeRevision += 1;
    const { policyRevision, employeeRevision } = this;
    for (const row of this.rows) {
      const revised = unassign(row, reason, { policyRevision, employeeRevision }, this.moment);
      if (!revised) continue;
      this.replace(revised.before, revised.after);
      if (row.status === "PENDING" && revised.after.status === "CANCELLED")
        this.count(row.materialVersion, -1, 0);
    }
  }

  ask(): void {
    const addressee = { employeeId: "emp", person: personAt(this.employeeRevision), onLeave: this.onLeave };
    const given = { id: `ack_${++this.ids}`, customerId: "cus", policy: this.policy, addressee };
    const asked = askByHand({ ...given, existing: this.rows, dueDays: 0, comment: "" }, this.moment);
    for (const { before, after } of asked.updated) this.replace(before, after);
    if (asked.inserted) this.rows.push(asked.obligation);
    for (const row of asked.superseded) this.count(row.materialVersion, -1, 0);
    this.count(this.materialVersion, 1, asked.replacesSignature ? -1 : 0);
  }

  /** Someone signs, opens or withdraws what is current; refused when its state forbids it. */
  act(command: "open" | "sign" | "withdraw"): void {
    const row = this.current;
    if (!row) return;
    if (command === "open") {
      const opened = open(row, this.moment);
      if (opened) this.replace(row, opened);
      return;
    }
    const after =
      command === "sign"
        ? acknowledge(row, row.text.contentSha256, signature, this.moment)
        : cancel(row, "MANUAL", this.moment);
    this.replace(row, after);
    this.count(row.materialVersion, -1, command === "sign" ? 1 : 0);
  }

  turn(onLeave: boolean): void {
    this.onLeave = onLeave;
    this.employeeRevision += 1;
    const known = this.known(onLeave ? "ON_LEAVE" : "ACTIVE");
    for (const row of this.rows) {
      const after = refreshPerson(row, known, this.moment);
      if (after) this.replace(row, after);
    }
  }

  pass(days: number): void {
    this.now = new Date(this.now.getTime() + days * DAY_MS);
    for (const row of this.rows) {
      if (!row.nextStepTime || row.nextStepTime > this.now) continue;
      if (row.status === "PENDING") this.replace(row, chase(row, this.moment).after);
      else this.renew(row);
    }
  }

  renew(row: Obligation): void {
    const known = this.known(this.onLeave ? "ON_LEAVE" : "ACTIVE");
    const policy = { ...this.policy, customerId: "cus", archived: false, sweeps: [] };
    const { after, next } = renew(row, policy, known, () => `ack_${++this.ids}`, this.moment);
    this.replace(row, after);
    if (!next) return;
    this.rows.push(next);
    this.count(next.materialVersion, 1, -1);
  }

  publish(): void {
    this.policyRevision += 1;
    this.version += 1;
    this.materialVersion = this.version;
    this.assign();
  }

  reword(): void {
    this.policyRevision += 1;
    this.version += 1;
    const row = this.current;
    if (row?.status === "PENDING") this.replace(row, move(row, this.policy.text, this.moment));
  }
}

type Command = readonly [name: string, run: (life: Life) => void];
const COMMANDS: readonly Command[] = [
  ["assign", (life) => life.assign()],
  ["unassign", (life) => life.unassign("OUT_OF_SCOPE")],
  ["leave", (life) => life.unassign("LEFT")],
  ["ask", (life) => life.ask()],
  ["open", (life) => life.act("open")],
  ["sign", (life) => life.act("sign")],
  ["withdraw", (life) => life.act("withdraw")],
  ["publish", (life) => life.publish()],
  ["reword", (life) => life.reword()],
  ["holiday", (life) => life.turn(true)],
  ["return", (life) => life.turn(false)],
  ["tomorrow", (life) => life.pass(1)],
  ["next month", (life) => life.pass(31)],
];

/** What must hold whatever has happened. */
function check(life: Life): void {
  const keys = life.rows.map((row) => `${row.materialVersion}/${row.cycle}`);
  expect(new Set(keys).size).toBe(keys.length);
  expect(life.rows.filter((row) => row.status === "PENDING").length).toBeLessThanOrEqual(1);
  for (const version of new Set(life.rows.map((row) => row.materialVersion))) {
    const latest = life.rows.filter((row) => row.materialVersion === version && row.latest);
    expect(latest).toHaveLength(1);
    const status = latest[0]?.status;
    expect(life.counts.get(version)).toEqual({
      pending: status === "PENDING" ? 1 : 0,
      acknowledged: status === "ACKNOWLEDGED" ? 1 : 0,
    });
  }
  for (const row of life.rows) {
    expect(row.cancelReason !== undefined).toBe(row.status === "CANCELLED");
    expect(row.evidence !== undefined).toBe(row.status === "ACKNOWLEDGED");
    expect(row.chase.reminders).toBeLessThanOrEqual(rules.reminders.maxReminders);
    expect(row.history.filter((entry) => entry.action === "REMINDED")).toHaveLength(row.chase.reminders);
    if (row.status === "CANCELLED" || (row.status === "PENDING" && row.paused))
      expect(row.nextStepTime).toBeUndefined();
    if (row.status === "ACKNOWLEDGED") expect(row.history.at(-1)?.action).toBe("ACKNOWLEDGED");
  }
}

test("whatever happens: one obligation per version and cycle, and events count what is stored", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...COMMANDS), { maxLength: 40 }), (commands) => {
      const life = new Life();
      for (const [, run] of commands) {
        const before = life.rows;
        try {
          run(life);
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
          expect(life.rows).toEqual(before);
        }
        check(life);
      }
    }),
    { numRuns: 500 },
  );
});
