import { activate } from "../domain/activation.ts";
import { type ApprovalRule, completeRule, DEFAULT_RULE } from "../domain/approval.ts";
import { archivePolicy } from "../domain/archival.ts";
import { type Configuration, rejected } from "../domain/configuration.ts";
import { approveVersion, rejectVersion } from "../domain/decision.ts";
import { newPolicy } from "../domain/new-policy.ts";
import {
  changedPolicy,
  checkNotArchived,
  openFields,
  type Policy,
  withoutProposal,
  withProposal,
} from "../domain/policy.ts";
import { updatePolicyAndDraft } from "../domain/policy-update.ts";
import { publishOpenVersion } from "../domain/publication.ts";
import { type ActiveValues, renderText } from "../domain/rendering.ts";
import { submitVersion } from "../domain/submission.ts";
import { type Materiality, newDraft, type Version, type VersionHead } from "../domain/version.ts";
import { versionRefusal } from "../domain/version-state.ts";
import { withdrawVersion } from "../domain/withdrawal.ts";

const APPROVER = 4;
const START = { customerId: "cus", policyId: "pol", title: "Title", summary: "", changeNote: "" };
const decider = (userId: string) => ({ userId, roles: new Set([APPROVER]) });

/** One policy with all its versions and configurations in memory, changed only by the domain's own functions. */
export class LifecycleWorld {
  policy: Policy;
  readonly versions = new Map<string, Version>();
  readonly configurations = new Map<string, Configuration>();
  #ids = 0;

  constructor(authorUserId: string, content: string) {
    const start = { ...START, _id: this.#id("plv"), number: 1, cause: "EDIT" as const, templateVersion: 0 };
    const draft = newDraft({ ...start, authorUserId }, renderText(content, new Map()), this.#now());
    this.versions.set(draft._id, draft);
    const rules = { newJoinerDays: 0, manualDays: 0, newVersionDays: 0, periodicDays: 0, required: true };
    const audience = { all: [], any: [], none: [] };
    const rest = {
      ownerUserId: authorUserId,
      templateId: "",
      audience,
      approvalRule: DEFAULT_RULE,
      rules,
      reviewIntervalDays: 365,
    };
    this.policy = newPolicy(draft, rest, this.#now());
  }

  get open(): Version | undefined {
    return this.versions.get(this.policy.open?.versionId ?? "");
  }

  get inForce(): Version | undefined {
    return this.versions.get(this.policy.inForce?.versionId ?? "");
  }

  /** Active values by key. */
  get values(): ActiveValues {
    const active = [...this.configurations.values()].filter(({ state }) => state === "ACTIVE");
    return new Map(active.map(({ key, value, _id }) => [key, { configurationId: _id, value }]));
  }

  edit(userId: string, content: string): void {
    checkNotArchived(this.policy);
    if (!this.open) throw versionRefusal("edit");
    this.#update({}, { text: renderText(content, this.values) }, userId);
  }

  retitle(userId: string, title: string): void {
    checkNotArchived(this.policy);
    this.#update({ title }, {}, userId);
  }

  changeRule(rule: ApprovalRule): void {
    checkNotArchived(this.policy);
    this.#update({ approvalRule: completeRule(rule) }, {}, "nobody");
  }

  createDraft(authorUserId: string): void {
    checkNotArchived(this.policy);
    const { inForce, policy } = this;
    if (!inForce || policy.open) throw versionRefusal("submit");
    const number = policy.latestVersion + 1;
    const start = { ...START, _id: this.#id("plv"), number, cause: "EDIT" as const, templateVersion: 0 };
    const text = renderText(inForce.contentMarkdown, this.values);
    const draft = newDraft({ ...start, title: policy.title, authorUserId }, text, this.#now());
    this.#keep(draft);
    this.policy = changedPolicy(policy, { ...openFields(draft), latestVersion: number }, this.#now());
  }

  submit(userId: string): void {
    const open = this.#opened("edit");
    this.#replaceOpen(submitVersion(open, this.policy.approvalRule, { userId, comment: "" }, this.#now()));
  }

  approve(userId: string, contentSha256: string): void {
    const wanted = { decider: decider(userId), contentSha256, comment: "" };
    this.#replaceOpen(approveVersion(this.#opened("approve"), wanted, this.#now()).version);
  }

  reject(userId: string, contentSha256: string): void {
    const wanted = { decider: decider(userId), contentSha256, comment: "no" };
    this.#replaceOpen(rejectVersion(this.#opened("reject"), wanted, this.#now()).version);
  }

  withdraw(): void {
    this.#replaceOpen(withdrawVersion(this.#opened("withdraw"), this.#now()));
  }

  publish(materiality: Materiality): void {
    const open = this.#opened("publish");
    const done = publishOpenVersion(this.policy, open, this.inForce, materiality, this.#now());
    if (done.superseded) this.#keep(done.superseded);
    this.#keep(done.published);
    this.policy = done.policy;
  }

  propose(proposerUserId: string, key: string, digits: string): void {
    checkNotArchived(this.policy);
    const ofKey = [...this.configurations.values()].filter((configuration) => configuration.key === key);
    if (ofKey.some(({ state }) => state === "PENDING")) throw versionRefusal("submit");
    const _id = this.#id("cfg");
    const now = this.#now();
    this.configurations.set(_id, {
      _id,
      customerId: "cus",
      policyId: "pol",
      key,
      value: { kind: "integer", digits },
      number: ofKey.length + 1,
      state: "PENDING",
      comment: "",
      proposerUserId,
      deciderUserId: "",
      decisionComment: "",
      createTime: now,
      updateTime: now,
      decideTime: null,
      policyVersionId: "",
      revision: 1,
    });
    this.policy = withProposal(this.policy, { configurationId: _id, proposerUserId });
  }

  activate(userId: string, configuration: Configuration, materiality: Materiality): void {
    checkNotArchived(this.policy);
    const { policy, inForce, open, values } = this;
    const replacedId = values.get(configuration.key)?.configurationId ?? "";
    const replaced = this.configurations.get(replacedId);
    const rule = policy.approvalRule;
    const wanted = {
      decider: decider(userId),
      comment: "",
      rule,
      materiality,
      newVersionId: this.#id("plv"),
    };
    const ground = { policy, configuration, replaced, inForce, open, values };
    const done = activate(ground, wanted, this.#now());
    for (const changed of [done.replaced, done.configuration])
      if (changed) this.configurations.set(changed._id, changed);
    for (const changed of [done.superseded, done.open, done.published]) if (changed) this.#keep(changed);
    this.policy = done.policy;
  }

  refuse(userId: string, configuration: Configuration): void {
    checkNotArchived(this.policy);
    const wanted = { decider: decider(userId), comment: "no", rule: this.policy.approvalRule };
    this.configurations.set(configuration._id, rejected(configuration, wanted, this.#now()));
    this.policy = withoutProposal(this.policy, configuration._id);
  }

  archive(userId: string): void {
    checkNotArchived(this.policy);
    const versions = [this.inForce, this.open].filter((version) => version !== undefined);
    const pending = [...this.configurations.values()].filter(({ state }) => state === "PENDING");
    const done = archivePolicy(this.policy, versions, pending, userId, this.#now());
    for (const version of done.versions) this.#keep(version);
    for (const changed of done.configurations) this.configurations.set(changed._id, changed);
    this.policy = done.policy;
  }

  #update(
    patch: Parameters<typeof updatePolicyAndDraft>[2],
    versionPatch: Parameters<typeof updatePolicyAndDraft>[3],
    userId: string,
  ): void {
    const now = this.#now();
    const updated = updatePolicyAndDraft(this.policy, this.open, patch, versionPatch, userId, now);
    if (updated.open) this.#keep(updated.open);
    this.policy = updated.policy;
  }

  #opened(act: Parameters<typeof versionRefusal>[0]): Version {
    checkNotArchived(this.policy);
    const { open } = this;
    if (!open) throw versionRefusal(act);
    return open;
  }

  #replaceOpen(version: VersionHead): void {
    this.#keep(version);
    this.policy = changedPolicy(this.policy, openFields(version), this.#now());
  }

  #keep(version: VersionHead & Partial<Version>): void {
    const known = this.versions.get(version._id);
    const texts = { contentMarkdown: "", renderedMarkdown: "" };
    this.versions.set(version._id, { ...texts, ...known, ...version });
  }

  #id(prefix: string): string {
    return `${prefix}_${++this.#ids}`;
  }

  #now(): Date {
    return new Date(Date.UTC(2026, 0, 1, 0, 0, this.#ids));
  }
}
