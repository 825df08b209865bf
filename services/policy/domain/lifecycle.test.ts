import assert from "node:assert/strict";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { DomainError } from "../../../runtime/errors.ts";
import { LifecycleWorld } from "../tests/lifecycle-world.ts";
import { contentSha256 } from "./canonical-text.ts";
import { renderText } from "./rendering.ts";
import type { Version } from "./version.ts";
import { OPEN_STATES, VERSION_TRANSITIONS } from "./version-state.ts";

/** What an outsider noted of the open version: who wrote what people read, and who approved exactly that. */
interface Note {
  writers: Set<string>;
  approvers: Set<string>;
}

/** The model: kept from the acts alone, beside the world that they are carried out in. */
class Ledger {
  readonly notes = new Map<string, Note>();
  readonly publications: string[] = [];
  readonly frozen = new Map<string, string>();

  of(versionId: string): Note {
    const note = this.notes.get(versionId) ?? { writers: new Set(), approvers: new Set() };
    this.notes.set(versionId, note);
    return note;
  }
}

const writer = fc.constantFrom("ada", "bob");
const user: fc.Arbitrary<string> = fc.constantFrom("ada", "bob", "cy", "dee", "eve");
const text = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("Plain.", "Within {{k}}.", "Or {{k}}.", "{{k}} and {{j}}") },
  { weight: 1, arbitrary: fc.constantFrom("", "<<<<<<< ours\nx") },
);
const key = fc.constantFrom("k", "j");
const materiality = fc.constantFrom("MATERIAL" as const, "EDITORIAL" as const);
const rule = fc.record({
  approverUserIds: fc.uniqueArray(user, { maxLength: 3 }),
  approverRole: fc.constant(0),
  requiredApprovals: fc.integer({ min: 1, max: 2 }),
});
const weighed = <A>(weight: number, arbitrary: fc.Arbitrary<A>) => ({ weight, arbitrary });
const act = fc.oneof(
  weighed(30, fc.record({ do: fc.constant("edit" as const), user: writer, text })),
  weighed(5, fc.record({ do: fc.constant("retitle" as const), user, title: text })),
  weighed(10, fc.record({ do: fc.constant("rule" as const), rule })),
  weighed(60, fc.record({ do: fc.constant("submit" as const), user })),
  weighed(120, fc.record({ do: fc.constant("approve" as const), user, stale: fc.boolean() })),
  weighed(5, fc.record({ do: fc.constant("reject" as const), user })),
  weighed(5, fc.record({ do: fc.constant("withdraw" as const) })),
  weighed(60, fc.record({ do: fc.constant("publish" as const), materiality })),
  weighed(30, fc.record({ do: fc.constant("draft" as const), user: writer })),
  weighed(90, fc.record({ do: fc.constant("propose" as const), user, key, value: fc.nat(99) })),
  weighed(160, fc.record({ do: fc.constant("activate" as const), user, key, materiality })),
  weighed(5, fc.record({ do: fc.constant("refuse" as const), user, key })),
  weighed(3, fc.record({ do: fc.constant("archive" as const), user })),
);
/** Either any act, or the one that brings the open version on: random acts alone rarely reach a second publication. */
const step = fc.record({ act, onward: fc.boolean(), by: user, materiality });
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

/** What brings a policy on from where it is. */
function onwardAct(world: LifecycleWorld, by: string, how: "MATERIAL" | "EDITORIAL"): Act {
  switch (world.open?.state) {
    case "DRAFT":
      return { do: "submit", user: by };
    case "IN_REVIEW":
      return { do: "approve", user: by, stale: false };
    case "APPROVED":
      return { do: "publish", materiality: how };
    default:
      return { do: "draft", user: "ada" };
  }
}

/** Carries out an act in the world; true when it was allowed. */
function carryOut(world: LifecycleWorld, doing: Act): boolean {
  const pending = (wanted: string) =>
    [...world.configurations.values()].find((found) => found.state === "PENDING" && found.key === wanted);
  const hash = world.open?.contentSha256 ?? "";
  try {
    switch (doing.do) {
      case "edit":
        return done(world.edit(doing.user, doing.text));
      case "retitle":
        return done(world.retitle(doing.user, doing.title));
      case "rule":
        return done(world.changeRule(doing.rule));
      case "submit":
        return done(world.submit(doing.user));
      case "approve":
        return done(world.approve(doing.user, doing.stale ? "of another text" : hash));
      case "reject":
        return done(world.reject(doing.user, hash));
      case "withdraw":
        return done(world.withdraw());
      case "publish":
        return done(world.publish(doing.materiality));
      case "draft":
        return done(world.createDraft(doing.user));
      case "propose":
        return done(world.propose(doing.user, doing.key, String(doing.value)));
      case "archive":
        return done(world.archive(doing.user));
      case "activate":
      case "refuse": {
        const proposal = pending(doing.key);
        if (!proposal) return false;
        if (doing.do === "refuse") return done(world.refuse(doing.user, proposal));
        return done(world.activate(doing.user, proposal, doing.materiality));
      }
    }
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}
const done = (_nothing: unknown): true => true;

/** Notes what an allowed act means, by what the contract says and not by what the domain did. */
function note(ledger: Ledger, world: LifecycleWorld, doing: Act, before: Version | undefined): void {
  const open = ledger.of(before?._id ?? "none");
  if (doing.do === "edit" || doing.do === "retitle") {
    open.writers.add(doing.user);
    open.approvers.clear();
  }
  if (doing.do === "draft" && world.open) ledger.of(world.open._id).writers.add(doing.user);
  if (doing.do === "submit" || doing.do === "reject" || doing.do === "withdraw") open.approvers.clear();
  if (doing.do === "approve") {
    assert(!doing.stale && !open.writers.has(doing.user), "approved another text or their own");
    open.approvers.add(doing.user);
  }
  if (doing.do === "publish") {
    assert(
      open.approvers.size >= (before?.approvalRule?.requiredApprovals ?? 99),
      "published around approval",
    );
    assert.deepEqual(before?.unresolvedKeys, []);
    ledger.publications.push(before?._id ?? "none");
  }
  if (doing.do === "activate") noteActivation(ledger, world, doing, before);
}

/** A value published a new version exactly when the text in force used its key; its approval stands for the version's. */
function noteActivation(
  ledger: Ledger,
  { inForce, versions }: LifecycleWorld,
  doing: Act & { do: "activate" },
  before: Version | undefined,
): void {
  if (before?.keys.includes(doing.key)) ledger.of(before._id).approvers.clear();
  const last = ledger.publications.at(-1);
  const used = versions.get(last ?? "")?.keys.includes(doing.key) ?? false;
  assert.equal(inForce !== undefined && inForce._id !== last, used);
  if (!inForce || !used) return;
  ledger.publications.push(inForce._id);
  const [approval] = inForce.approvals;
  assert.equal(approval?.userId, doing.user);
  assert.equal(approval?.contentSha256, inForce.contentSha256);
  assert.notEqual(inForce.authorUserId, doing.user);
}

/** What must hold after every act. */
function checkInvariants(ledger: Ledger, world: LifecycleWorld): void {
  const { policy, open, inForce } = world;
  const versions = [...world.versions.values()];
  const inState = (...states: readonly string[]) =>
    versions.filter(({ state }) => states.includes(state)).map(({ _id }) => _id);
  assert.deepEqual(inState(...OPEN_STATES), open ? [open._id] : [], "one open version");
  assert.equal(policy.open?.state, open?.state);
  assert.deepEqual(inState("PUBLISHED"), inForce ? [inForce._id] : [], "one published version");
  assert.equal(policy.status === "PUBLISHED", inForce !== undefined);
  if (inForce) {
    assert.equal(inForce._id, ledger.publications.at(-1));
    assert.equal(policy.inForce?.contentSha256, inForce.contentSha256);
    assert.equal(policy.inForce?.number, inForce.number);
    assert.equal(policy.materialVersion, inForce.materialVersion);
  }
  const numbers = versions.map(({ number }) => number).toSorted((a, b) => a - b);
  assert.deepEqual(
    numbers,
    versions.map((_version, index) => index + 1),
    "numbers without gaps",
  );
  const published = ledger.publications.map((id) => world.versions.get(id)?.number ?? 0);
  assert.deepEqual(
    published,
    published.toSorted((a, b) => a - b),
    "numbers follow publication",
  );
  if (open) checkOpen(ledger.of(open._id), world, open);
  assert.equal(policy.review !== null, open?.state === "IN_REVIEW");
  for (const version of versions) checkFrozen(ledger, version);
}

/** The open version shows the active values, is the newest, and is APPROVED only when others approved what it says. */
function checkOpen(noted: Note, { policy, values }: LifecycleWorld, open: Version): void {
  assert.equal(open.number, policy.latestVersion);
  assert.equal(open.title, policy.title);
  const rendered = renderText(open.contentMarkdown, values);
  assert.equal(open.renderedMarkdown, rendered.renderedMarkdown);
  assert.equal(open.contentSha256, contentSha256(rendered.renderedMarkdown));
  assert.deepEqual(open.unresolvedKeys, rendered.unresolvedKeys);
  for (const name of noted.writers) assert([open.authorUserId, ...open.editorUserIds].includes(name));
  const counting = open.approvals.filter(({ decision, voided }) => decision === "APPROVED" && !voided);
  assert.deepEqual(new Set(counting.map((approval) => approval.userId)), noted.approvers, "voided");
  if (open.state === "APPROVED")
    assert(noted.approvers.size >= (open.approvalRule?.requiredApprovals ?? 99), "approved by too few");
}

/** A version that was published keeps every word, whatever happens later. */
function checkFrozen(ledger: Ledger, version: Version): void {
  if (version.publishTime === null) return;
  const { number, title, contentMarkdown, renderedMarkdown, contentSha256: hash, approvals } = version;
  const words = JSON.stringify({ number, title, contentMarkdown, renderedMarkdown, hash, approvals });
  assert.equal(words, ledger.frozen.get(version._id) ?? words, "changed after publication");
  ledger.frozen.set(version._id, words);
}

test("no sequence of edits, decisions, publications and values breaks a policy's promises", () => {
  const reached = { published: 0, superseded: 0, byValue: 0, archived: 0, voided: 0 };
  fc.assert(
    fc.property(
      writer,
      text,
      fc.array(step, { minLength: 60, maxLength: 120, size: "max" }),
      (author, content, steps) => {
        const world = new LifecycleWorld(author, content);
        const ledger = new Ledger();
        ledger.of(world.open?._id ?? "").writers.add(author);
        for (const { act: any, onward, by, materiality: how } of steps) {
          const doing = onward ? onwardAct(world, by, how) : any;
          const before = world.open;
          if (carryOut(world, doing)) note(ledger, world, doing, before);
          checkInvariants(ledger, world);
          if (before?.state === "APPROVED" && world.open?.state === "DRAFT") reached.voided += 1;
        }
        const states = [...world.versions.values()].map((version) => version.state);
        reached.published += ledger.publications.length;
        reached.superseded += states.filter((state) => state === "SUPERSEDED").length;
        reached.byValue += [...world.versions.values()].filter(
          ({ cause }) => cause === "CONFIGURATION",
        ).length;
        reached.archived += world.policy.archived ? 1 : 0;
      },
    ),
    { numRuns: 100 },
  );
  for (const count of Object.values(reached)) expect(count).toBeGreaterThan(0);
});

test("the table has no way back from the end, and no way to publication but through approval", () => {
  expect(VERSION_TRANSITIONS.SUPERSEDED).toEqual({});
  expect(VERSION_TRANSITIONS.ARCHIVED).toEqual({});
  const into = (wanted: string) =>
    Object.entries(VERSION_TRANSITIONS).flatMap(([from, acts]) =>
      Object.entries(acts).flatMap(([name, to]) => (to === wanted ? [`${from} ${name}`] : [])),
    );
  expect(into("PUBLISHED")).toEqual(["APPROVED publish"]);
  expect(into("APPROVED")).toEqual(["IN_REVIEW complete"]);
  expect(into("SUPERSEDED")).toEqual(["PUBLISHED supersede"]);
});
