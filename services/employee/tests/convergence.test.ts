import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import type { EventDraft } from "../../../runtime/events/event.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import { customerModule } from "../../customer/module.ts";
import { onPolicyArchived } from "../consumers/on-policy-archived.ts";
import { onPolicyPublished } from "../consumers/on-policy-published.ts";
import { onPolicyUpdated } from "../consumers/on-policy-updated.ts";
import { matchAudiences } from "../jobs/match-audiences.ts";
import { type AssignmentRow, assignmentModel } from "../store/assignment-model.ts";
import { archived, only, type PolicyState, published, updated } from "./published.ts";
import { stepwise } from "./stepwise.ts";
import { type Told, toldOf } from "./told.ts";

const driven = stepwise();
let net: Constellation;
beforeAll(async () => {
  // The clock of the machine: the database removes published events that are 30 days old by it.
  net = await Constellation.start({ modules: [customerModule, driven.module], startAt: new Date() });
});
afterAll(() => net.stop());

const DEPARTMENTS = ["Finance", "Legal", "Works"];

/** What can happen to people and policies; numbers choose among those that there are. */
type Happening =
  | { readonly what: "join"; readonly department: string; readonly onLeave: boolean }
  | { readonly what: "move"; readonly who: number; readonly department: string }
  | { readonly what: "rename" | "leave" | "return" | "delete" | "pause" | "resume"; readonly who: number }
  | { readonly what: "publish"; readonly policy: number; readonly material: boolean }
  | { readonly what: "retarget"; readonly policy: number; readonly departments: readonly string[] }
  | { readonly what: "rule" | "archive" | "retitle"; readonly policy: number }
  | { readonly what: "step"; readonly meanwhile?: Happening; readonly crash?: boolean };

const department = fc.constantFrom(...DEPARTMENTS);
const who = fc.nat(7);
const policy = fc.nat(2);
const personal: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant("join" as const), department, onLeave: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ what: fc.constant("move" as const), who, department }) },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constantFrom("rename", "leave", "leave", "return", "delete", "pause", "resume"),
      who,
    }),
  },
);
const political: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant("publish" as const), policy, material: fc.boolean() }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant("retarget" as const),
      policy,
      departments: fc.subarray(DEPARTMENTS),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constantFrom("rule", "archive", "retitle"), policy }),
  },
);
const stepWith = (meanwhile: fc.Arbitrary<Happening>): fc.Arbitrary<Happening> =>
  fc.record(
    { what: fc.constant("step" as const), meanwhile, crash: fc.constantFrom(false, false, false, true) },
    { requiredKeys: ["what"] },
  );
const change = fc.oneof(personal, political);
/** The same step, taken by another replica that believes the work is its own. */
const rival: fc.Arbitrary<Happening> = fc.constant({ what: "step" });
const anything = fc.array(fc.oneof(change, stepWith(fc.oneof({ weight: 4, arbitrary: change }, rival))), {
  minLength: 10,
  maxLength: 30,
  size: "max",
});
// After a policy has changed everyone is looked at anew, which would hide what went wrong before: so in the end only
// people change.
const peopleOnly = fc.array(
  fc.oneof(personal, { weight: 2, arbitrary: stepWith(fc.oneof({ weight: 4, arbitrary: personal }, rival)) }),
  {
    minLength: 10,
    maxLength: 25,
    size: "max",
  },
);

interface ModelPerson {
  readonly id: string;
  department: string;
  present: boolean;
}
type ModelPolicy = Omit<PolicyState, "audience"> & {
  departments: readonly string[];
  archived: boolean;
};

let worlds = 0;

/** One run: the real service beside a model of what should be. */
class World {
  readonly customerId: string;
  readonly people: ModelPerson[] = [];
  readonly policies: ModelPolicy[] = [];
  readonly #hr;
  readonly #worker = matchAudiences(driven.context(), { page: 2, pages: 1 + (worlds++ % 2) });
  #serial = 0;

  constructor(customerId: string) {
    this.customerId = customerId;
    this.#hr = net.client(EmployeeService, net.user(customerId, [PermissionRole.HR]));
  }

  async let(happening: Happening): Promise<void> {
    switch (happening.what) {
      case "join":
        return this.#join(happening.department, happening.onLeave);
      case "publish":
        return this.#publish(happening.policy, happening.material);
      case "retarget":
      case "rule":
      case "archive":
      case "retitle":
        return this.#changePolicy(happening);
      case "step":
        return this.#step(happening.meanwhile, happening.crash ?? false);
      default:
        return this.#changePerson(happening);
    }
  }

  async #join(department: string, onLeave: boolean): Promise<void> {
    const email = `p${++this.#serial}@example.com`;
    const status = onLeave ? EmployeeStatus.ON_LEAVE : EmployeeStatus.ACTIVE;
    const { employee } = await this.#hr.createEmployee({
      employee: { name: "P", email, department, status },
    });
    this.people.push({ id: employee?.id ?? "", department, present: true });
  }

  async #changePerson(happening: { what: string; who: number; department?: string }): Promise<void> {
    const person = this.people[happening.who % Math.max(this.people.length, 1)];
    if (!person) return;
    const { id } = person;
    switch (happening.what) {
      case "move":
        person.department = happening.department ?? "";
        await this.#hr.updateEmployee({ employee: { id, department: person.department } });
        return;
      case "rename":
        await this.#hr.updateEmployee({ employee: { id, name: `P ${++this.#serial}` } });
        return;
      case "leave":
        person.present = false;
        await this.#hr.deactivateEmployee({ employeeId: id });
        return;
      case "return":
        person.present = true;
        await this.#hr.reactivateEmployee({ employeeId: id });
        return;
      case "delete":
        this.people.splice(this.people.indexOf(person), 1);
        await this.#hr.deleteEmployee({ employeeId: id });
        return;
      default: {
        const status = happening.what === "pause" ? EmployeeStatus.ON_LEAVE : EmployeeStatus.ACTIVE;
        if (person.present) await this.#hr.updateEmployee({ employee: { id, status } });
      }
    }
  }

  async #publish(index: number, material: boolean): Promise<void> {
    const known = this.policies[index % Math.max(this.policies.length, 1)];
    if (!known || (this.policies.length < 3 && index > this.policies.length - 1)) {
      const first = { customerId: this.customerId, policyId: net.newId("pol"), revision: 1, version: 1 };
      this.policies.push({ ...first, materialVersion: 1, required: true, departments: [], archived: false });
      return this.#handle(onPolicyPublished, published(this.#state(this.policies.length - 1)));
    }
    if (known.archived) return;
    const version = known.version + 1;
    const materialVersion = material ? version : (known.materialVersion ?? 0);
    const at = this.policies.indexOf(known);
    this.policies[at] = { ...known, revision: known.revision + 1, version, materialVersion };
    await this.#handle(onPolicyPublished, published(this.#state(at)));
  }

  async #changePolicy(happening: Happening & { policy: number }): Promise<void> {
    const at = happening.policy % Math.max(this.policies.length, 1);
    const known = this.policies[at];
    if (!known || known.archived) return;
    const next = { ...known, revision: known.revision + 1 };
    if (happening.what === "retarget") next.departments = happening.departments;
    if (happening.what === "archive") next.archived = true;
    this.policies[at] = happening.what === "rule" ? { ...next, required: !known.required } : next;
    await (next.archived
      ? this.#handle(onPolicyArchived, archived(next))
      : this.#handle(onPolicyUpdated, updated(this.#state(at))));
  }

  #state(index: number): PolicyState {
    const state = this.policies[index];
    if (!state) throw new Error("no such policy");
    const { departments } = state;
    return { ...state, audience: departments.length > 0 ? only("DEPARTMENT", ...departments) : {} };
  }

  /** Has a consumer handle an event, as the runtime does. */
  async #handle(consumer: typeof onPolicyPublished, draft: EventDraft): Promise<void> {
    const { commit, ...context } = driven.context();
    const handler = consumer({ ...context, commit });
    const effect = await handler.handle({ ...draft, message: draft.message } as never, 1);
    const { changes = [] } = effect ?? {};
    await withoutHook(() =>
      commit({ changes, events: [], actor: { userId: "", service: "test", name: "" } }),
    );
  }

  /** A step of the worker, with something that happens before each of its commits, or a crash instead of them. */
  async #step(meanwhile: Happening | undefined, crash: boolean): Promise<void> {
    let left = meanwhile;
    driven.beforeCommit = async () => {
      const now = left;
      left = undefined;
      if (now) await withoutHook(() => this.let(now));
      if (crash) throw new Crash();
    };
    try {
      await this.#worker.step();
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    } finally {
      driven.beforeCommit = async () => undefined;
    }
  }

  /** Steps until nothing is left. */
  async idle(): Promise<void> {
    while (await this.#worker.step());
    expect(await this.#worker.backlog()).toBe(0);
  }

  /** What should be: every policy in force for everyone present whom it means, as `policy employee version required`. */
  expected(): string[] {
    return this.policies
      .filter((one) => !one.archived)
      .flatMap((one) =>
        this.people
          .filter((person) => person.present)
          .filter((person) => one.departments.length === 0 || one.departments.includes(person.department))
          .map((person) => line(one.policyId, person.id, one.materialVersion ?? 0, one.required ?? true)),
      )
      .toSorted();
  }
}

class Crash extends Error {}

async function withoutHook(run: () => Promise<void>): Promise<void> {
  const hook = driven.beforeCommit;
  driven.beforeCommit = async () => undefined;
  await run();
  driven.beforeCommit = hook;
}

const line = (...parts: readonly unknown[]): string => parts.join(" ");

/** Folds what was told; a second addition for the same obligation, or a removal of nothing, is a mistake. */
function fold(told: readonly Told[]): string[] {
  const assigned = new Map<string, string>();
  for (const one of told) {
    if (one.kind === "matched") continue;
    const key = line(one.policyId, one.employeeId);
    const before = assigned.get(key);
    if (one.kind === "removed") {
      expect(before).toBeDefined();
      assigned.delete(key);
      continue;
    }
    const after = line(one.policyId, one.employeeId, one.materialVersion, one.required);
    expect(before).not.toBe(after);
    assigned.set(key, after);
  }
  return [...assigned.values()].toSorted();
}

/** By the contract, revisions alone tell which of two events about the same policy and person is the later one. */
function expectOrdered(told: readonly Told[]): void {
  const last = new Map<string, readonly [number, number]>();
  for (const one of told) {
    if (one.kind === "matched") continue;
    const key = line(one.policyId, one.employeeId);
    const [policyBefore, personBefore] = last.get(key) ?? [0, 0];
    const [policyNow, personNow] = one.revisions;
    expect(policyNow > policyBefore || (policyNow === policyBefore && personNow > personBefore)).toBe(true);
    last.set(key, one.revisions);
  }
}

test("whatever happens in whatever order, assignments and events come to what the audiences say", async () => {
  await fc.assert(
    fc.asyncProperty(anything, peopleOnly, async (mixed, personalOnly) => {
      const { customerId } = await net.createCustomer(`World ${net.newId("run")}`);
      const world = new World(customerId);
      await world.let({ what: "publish", policy: 0, material: true });
      for (const happening of [...mixed, ...personalOnly]) await world.let(happening);
      await world.idle();
      const rows = await assignmentModel(net.database("employee"))
        .find({ customerId })
        .lean<AssignmentRow[]>();
      const stored = rows.map((row) => line(row.policyId, row.employeeId, row.materialVersion, row.required));
      expect(stored.toSorted()).toEqual(world.expected());
      const told = await toldOf(net, customerId);
      expect(fold(told)).toEqual(world.expected());
      expectOrdered(told);
    }),
    { numRuns: Number(process.env.CONVERGENCE_RUNS ?? 25), endOnFailure: true },
  );
}, 240_000);

test("a publication says how many people it was assigned to, whoever else came and went meanwhile", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(personal, { minLength: 10, maxLength: 20, size: "max" }), async (meanwhile) => {
      const { customerId } = await net.createCustomer(`Count ${net.newId("run")}`);
      const world = new World(customerId);
      for (const one of DEPARTMENTS.flatMap((name) => [name, name, name]))
        await world.let({ what: "join", department: one, onLeave: false });
      await world.idle();
      await world.let({ what: "publish", policy: 0, material: true });
      for (const happening of meanwhile) await world.let({ what: "step", meanwhile: happening });
      await world.idle();
      const told = await toldOf(net, customerId);
      const asked = told.filter((one) => one.kind === "added" && one.reason === "PUBLICATION");
      expect(told.filter((one) => one.kind === "matched")).toEqual([
        {
          kind: "matched",
          policyId: world.policies[0]?.policyId,
          materialVersion: 1,
          matched: asked.length,
        },
      ]);
    }),
    { numRuns: 10, endOnFailure: true },
  );
}, 240_000);
