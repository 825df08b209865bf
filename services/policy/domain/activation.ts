import {
  activated,
  type Configuration,
  superseded,
  type WantedConfigurationDecision,
} from "./configuration.ts";
import { plainValue } from "./configuration-value.ts";
import { changedPolicy, inForceFields, openFields, type Policy, withoutProposal } from "./policy.ts";
import { type ActiveValues, renderText } from "./rendering.ts";
import { editVersion, endVersion, type Materiality, type Version, type VersionHead } from "./version.ts";

/** What an activation is decided on: everything as it is stored now. */
export interface ActivationGround {
  readonly policy: Policy;
  readonly configuration: Configuration;
  /** The key's active value so far. */
  readonly replaced: Configuration | undefined;
  readonly inForce: Version | undefined;
  readonly open: Version | undefined;
  /** Active values of all keys in both texts, before the activation. */
  readonly values: ActiveValues;
}

/** How the activation is wanted; `rule` of the decision is the policy's. */
export interface WantedActivation extends WantedConfigurationDecision {
  readonly materiality: Materiality;
  /** Id of the version that it may publish, `plv_…`. */
  readonly newVersionId: string;
}

/** Everything as an activation leaves it; what it does not touch is undefined. */
export interface Activation {
  readonly policy: Policy;
  readonly configuration: Configuration;
  readonly replaced: Configuration | undefined;
  /** The new version in force, and the one that it replaced. */
  readonly published: Version | undefined;
  readonly superseded: VersionHead | undefined;
  /** The open version: moved up by one, rendered anew, or both. */
  readonly open: Version | undefined;
  /** The open version uses the key. */
  readonly openRendered: boolean;
  /** The open version was taken back to DRAFT. */
  readonly approvalsVoided: boolean;
}

/**
 * Activates a value: renders the text in force as a new version, approved by this decision, and publishes it; renders
 * the open version anew. Either only if it uses the key. Throws as ApprovePolicyConfiguration documents.
 */
export function activate(ground: ActivationGround, wanted: WantedActivation, now: Date): Activation {
  const { policy, configuration, inForce, open } = ground;
  const { key, value, _id: configurationId } = configuration;
  const values: ActiveValues = new Map([...ground.values, [key, { configurationId, value }]]);
  const bumps = inForce?.keys.includes(key) ?? false;
  const active = activated(configuration, wanted, bumps ? wanted.newVersionId : "", now);
  const openRendered = open?.keys.includes(key) ?? false;
  const moved = open && bumps ? { ...open, number: open.number + 1, updateTime: now } : open;
  const after = moved && openRendered ? rerendered(moved, values, now) : moved;
  const published = inForce && bumps ? nextVersion(ground, inForce, wanted, values, now) : undefined;
  return {
    configuration: active,
    replaced: ground.replaced && superseded(ground.replaced, now),
    published,
    superseded: inForce && bumps ? endVersion(inForce, "supersede", now) : undefined,
    open: after === open ? undefined : after,
    openRendered,
    approvalsVoided: openRendered && open !== undefined && open.state !== "DRAFT",
    policy: policyAfter(withoutProposal(policy, configurationId), open, after, published, inForce, now),
  };
}

/** The policy changes only if one of its versions does: a key that no text uses yet leaves its etag alone. */
function policyAfter(
  policy: Policy,
  openBefore: Version | undefined,
  open: Version | undefined,
  published: Version | undefined,
  inForce: Version | undefined,
  now: Date,
): Policy {
  if (!published && open === openBefore) return policy;
  const shown = published ? inForceFields(published, inForce?._id ?? "") : {};
  const latestVersion = policy.latestVersion + (published ? 1 : 0);
  return changedPolicy(policy, { ...openFields(open), ...shown, latestVersion }, now);
}

/** A value is nobody's edit of the text: who proposed or approved it may still decide on the open version. */
const rerendered = (open: Version, values: ActiveValues, now: Date): Version =>
  editVersion(open, renderText(open.contentMarkdown, values), "", now);

function nextVersion(
  { policy, configuration, open }: ActivationGround,
  inForce: Version,
  { materiality, decider, comment, newVersionId, rule }: WantedActivation,
  values: ActiveValues,
  now: Date,
): Version {
  const text = renderText(inForce.contentMarkdown, values);
  const number = open?.number ?? policy.latestVersion + 1;
  const { contentSha256 } = text;
  return {
    ...inForce,
    ...text,
    _id: newVersionId,
    number,
    state: "PUBLISHED",
    cause: "CONFIGURATION",
    changeNote: configuration.comment || `${configuration.key} is now ${plainValue(configuration.value)}.`,
    materiality,
    materialVersion: materiality === "MATERIAL" ? number : policy.materialVersion,
    authorUserId: configuration.proposerUserId,
    editorUserIds: [],
    approvals: [
      {
        userId: decider.userId,
        decision: "APPROVED",
        comment,
        time: now,
        contentSha256,
        round: 1,
        voided: false,
      },
    ],
    approvalRule: { ...rule, requiredApprovals: 1 },
    approvalRound: 1,
    submitterUserId: configuration.proposerUserId,
    submitComment: configuration.comment,
    createTime: now,
    updateTime: now,
    submitTime: configuration.createTime,
    approveTime: now,
    publishTime: now,
    endTime: null,
  };
}
