import type { Migration } from "../../../runtime/mongo/migrate.ts";
import { receiptKeyAbout, receiptKeyModel } from "./receipt-key-model.ts";

/** A key as it stood before there were seals. */
interface ReadableKey {
  readonly _id: string;
  readonly privateJwk: Readonly<Record<string, unknown>>;
}

/** Seals the private keys that stand readable from before there were seals. */
export const sealReceiptKeys: Migration = {
  id: "2026-11-22-seal-receipt-keys",
  run: async (database, secrets) => {
    const keys = receiptKeyModel(database).collection;
    const readable = await keys.find({ privateJwk: { $exists: true } }).toArray();
    for (const row of readable as unknown as ReadableKey[]) {
      const sealedKey = secrets.seal(JSON.stringify(row.privateJwk), receiptKeyAbout(row._id));
      const unchanged = { _id: row._id as never, privateJwk: { $exists: true } };
      await keys.updateOne(unchanged, { $set: { sealedKey }, $unset: { privateJwk: 1 } });
    }
  },
};
