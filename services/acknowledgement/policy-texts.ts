import { createHash } from "node:crypto";
import type { Client } from "@connectrpc/connect";
import { LRUCache } from "lru-cache";
import type { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";

/** The text of a policy's version, as people read and sign it. */
export interface PolicyText {
  readonly title: string;
  readonly markdown: string;
  /** SHA-256 of the text's UTF-8 bytes, computed here: 64 lowercase hex digits. */
  readonly sha256: string;
  readonly changeNote: string;
}

/** UTF-16 code units of texts kept in memory. */
const CACHED_LENGTH = 32 * 1024 * 1024;

/** Reads texts from the policy service, as this service: employees may not read there. Versions never change. */
export class PolicyTexts {
  readonly #policies: () => Client<typeof PolicyService>;
  readonly #cache = new LRUCache<string, PolicyText>({
    maxSize: CACHED_LENGTH,
    sizeCalculation: (text) => text.markdown.length + text.changeNote.length + 1,
  });

  constructor(policies: () => Client<typeof PolicyService>) {
    this.#policies = policies;
  }

  /** The text of a version; fails when it has not the hash that was published, since that must never be signed. */
  async read(customerId: string, policyVersionId: string, contentSha256: string): Promise<PolicyText> {
    const key = `${customerId}/${policyVersionId}`;
    const text = this.#cache.get(key) ?? (await this.#fetch(customerId, policyVersionId));
    if (text.sha256 !== contentSha256) {
      throw new Error(`the text of ${policyVersionId} has hash ${text.sha256}, not ${contentSha256}`);
    }
    this.#cache.set(key, text);
    return text;
  }

  async #fetch(customerId: string, policyVersionId: string): Promise<PolicyText> {
    const { version } = await this.#policies().getPolicyVersion({ customerId, policyVersionId });
    if (!version) throw new Error(`GetPolicyVersion gave no version for ${policyVersionId}`);
    const markdown = version.renderedMarkdown;
    const sha256 = createHash("sha256").update(markdown, "utf8").digest("hex");
    return { title: version.title, markdown, sha256, changeNote: version.changeNote };
  }
}
