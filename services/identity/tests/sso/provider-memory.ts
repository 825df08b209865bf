import type { Adapter, AdapterPayload } from "oidc-provider";

/** What a provider of a test remembers, by kind and id. */
export class ProviderMemory {
  readonly #rows = new Map<string, AdapterPayload>();

  /** The provider's own name for where one kind of things is kept. */
  readonly adapter = (kind: string): Adapter => {
    const rows = this.#rows;
    const find = (test: (row: AdapterPayload) => boolean): AdapterPayload | undefined =>
      [...rows].find(([key, row]) => key.startsWith(`${kind}:`) && test(row))?.[1];
    return {
      upsert: async (id, payload) => void rows.set(`${kind}:${id}`, payload),
      find: async (id) => rows.get(`${kind}:${id}`),
      findByUid: async (uid) => find((row) => row.uid === uid),
      findByUserCode: async (userCode) => find((row) => row.userCode === userCode),
      consume: async (id) => {
        const row = rows.get(`${kind}:${id}`);
        if (row) row.consumed = Math.floor(Date.now() / 1000);
      },
      destroy: async (id) => void rows.delete(`${kind}:${id}`),
      revokeByGrantId: async (grantId) => {
        for (const [key, row] of rows) if (row.grantId === grantId) rows.delete(key);
      },
    };
  };
}
