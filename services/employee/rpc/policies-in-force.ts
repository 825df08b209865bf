import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { LRUCache } from "lru-cache";
import {
  type PublishedPolicy,
  PublishedPolicySchema,
} from "#gen/countersign/policy/v1/published_policy_pb.ts";
import { type Audience, compile } from "../domain/audience.ts";
import type { MatchedPolicy } from "../domain/matching.ts";
import type { AudienceRow } from "../store/audience-model.ts";
import type { AudienceState, AudienceStore } from "../store/audience-store.ts";
import { audienceOf } from "./audience-message.ts";

/** A policy as it was published, ready to be matched and told of. */
export interface PolicyInForce extends MatchedPolicy {
  readonly message: PublishedPolicy;
  readonly audience: Audience;
}

const CACHED = 2_000;

/** The published policies, decoded and their audiences compiled once per revision of the policy. */
export class PoliciesInForce {
  readonly #store: AudienceStore;
  readonly #known = new LRUCache<string, PolicyInForce>({ max: CACHED });

  constructor(store: AudienceStore) {
    this.#store = store;
  }

  /**
   * The policies of these audiences, by policy id. Undefined when one of them has changed since it was read: what was
   * read does not belong together.
   */
  async of(
    customerId: string,
    audiences: readonly AudienceState[],
  ): Promise<ReadonlyMap<string, PolicyInForce> | undefined> {
    const unknown = audiences.filter((audience) => !this.#known.has(keyOf(audience)));
    const rows = await this.#store.snapshots(
      customerId,
      unknown.map((audience) => audience._id),
    );
    for (const row of rows) this.#known.set(keyOf(row), policyInForce(row));
    const found = new Map<string, PolicyInForce>();
    for (const audience of audiences) {
      const policy = this.#known.get(keyOf(audience));
      if (!policy) return undefined;
      found.set(audience._id, policy);
    }
    return found;
  }
}

const keyOf = (row: AudienceState): string => `${row._id} ${row.policyRevision} ${row.archived}`;

/** A stored snapshot, decoded. */
export function policyInForce(row: AudienceRow): PolicyInForce {
  const message = fromBinary(PublishedPolicySchema, bytesOf(row.snapshot));
  message.policyId = row._id;
  message.revision = BigInt(row.policyRevision);
  const audience = audienceOf(message.audience);
  return {
    policyId: row._id,
    message,
    audience,
    matches: row.archived ? undefined : compile(audience),
    materialVersion: message.materialVersion,
    required: message.rules?.required ?? true,
  };
}

/** A published policy as it is stored. */
export const snapshotOf = (policy: PublishedPolicy): Buffer =>
  Buffer.from(toBinary(PublishedPolicySchema, policy));

/** A lean read gives BSON's Binary where the type says Buffer. */
function bytesOf(snapshot: Buffer): Uint8Array {
  const bytes: unknown = snapshot;
  return bytes instanceof Uint8Array ? bytes : (bytes as { readonly buffer: Uint8Array }).buffer;
}
