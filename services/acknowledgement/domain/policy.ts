import type { DueDays } from "./customer-rules.ts";
import type { SignedText } from "./obligation.ts";

/** A policy in force as its events tell of it. */
export interface PolicySnapshot {
  readonly policyId: string;
  /** The version in force. */
  readonly text: SignedText;
  readonly materialVersion: number;
  readonly publishTime: Date;
  /** False: published for information, nobody is asked to sign. */
  readonly required: boolean;
  /** 0 days: the customer's. */
  readonly days: DueDays;
  /** The policy's own revision; the snapshot with the highest one is the truth. */
  readonly policyRevision: number;
  /** The whole snapshot as its producer published it (protobuf), to be passed on. */
  readonly published: Uint8Array;
}

/** Work on a policy's obligations that goes on page by page. */
export type SweepKind =
  /** Pending ones move to the version in force. */
  | "move"
  /** Pending ones of older material versions that nobody asked anew are cancelled. */
  | "supersede"
  /** All pending ones are cancelled: the policy is archived. */
  | "archive"
  /** Signatures need no renewal any more. */
  | "end-renewals";

/** A sweep and where it stands: the last obligation handled, by due time and id. */
export interface Sweep {
  readonly kind: SweepKind;
  readonly afterDueTime?: Date | undefined;
  readonly afterId?: string | undefined;
}

/** What is known of a policy. */
export interface KnownPolicy extends PolicySnapshot {
  readonly customerId: string;
  readonly archived: boolean;
  readonly sweeps: readonly Sweep[];
}

/** What a snapshot means after what was known. */
export interface Adoption {
  readonly after: KnownPolicy;
  /** A material version is in force that was not: its way to the audience begins, an earlier one's ends. */
  readonly material: boolean;
}

/** Takes over a snapshot; undefined when it tells nothing new. */
export function adopt(
  known: KnownPolicy | undefined,
  snapshot: PolicySnapshot,
  customerId: string,
): Adoption | undefined {
  if (!known) return { after: { ...snapshot, customerId, archived: false, sweeps: [] }, material: true };
  if (known.archived || snapshot.policyRevision <= known.policyRevision) return undefined;
  const material = snapshot.materialVersion > known.materialVersion;
  const editorial = !material && snapshot.text.policyVersionId !== known.text.policyVersionId;
  const sweeps = editorial ? withSweep(known.sweeps, "move") : known.sweeps;
  return { after: { ...known, ...snapshot, sweeps }, material };
}

/** What an archived policy's obligations need. */
export const ARCHIVE_SWEEPS: readonly Sweep[] = [{ kind: "archive" }, { kind: "end-renewals" }];

/** The sweeps with one of this kind at its beginning. */
export const withSweep = (sweeps: readonly Sweep[], kind: SweepKind): readonly Sweep[] => [
  ...sweeps.filter((sweep) => sweep.kind !== kind),
  { kind },
];

/** A policy of which nothing is known but that it is archived: whatever arrives later about it is out of date. */
export const archivedPolicy = (
  customerId: string,
  policyId: string,
  text: { readonly policyVersionId: string; readonly title: string },
  materialVersion: number,
  policyRevision: number,
): KnownPolicy => ({
  customerId,
  policyId,
  text: { ...text, version: materialVersion, contentSha256: "" },
  materialVersion,
  publishTime: new Date(0),
  required: false,
  days: { newJoinerDays: 0, manualDays: 0, newVersionDays: 0, periodicDays: 0 },
  policyRevision,
  published: new Uint8Array(),
  archived: true,
  sweeps: [],
});
