import type { Migration } from "../../../runtime/mongo/migrate.ts";
import { type SigningKeyRow, signingKeyAbout, signingKeyModel } from "./signing-key-model.ts";

/** Seals the private keys that stand readable from before there were seals. */
export const sealSigningKeys: Migration = {
  id: "2026-11-22-seal-signing-keys",
  run: async (database, secrets) => {
    const keys = signingKeyModel(database).collection;
    const readable = await keys.find({ d: { $exists: true } }).toArray();
    for (const row of readable as unknown as (SigningKeyRow & { readonly d: string })[]) {
      const sealedKey = secrets.seal(row.d, signingKeyAbout(row._id));
      await keys.updateOne({ _id: row._id as never, d: row.d }, { $set: { sealedKey }, $unset: { d: 1 } });
    }
  },
};
