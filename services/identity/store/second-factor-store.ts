import type { Connection, Model } from "mongoose";
import { type Change, insert, updateOne } from "../../../runtime/mongo/change.ts";
import { revise } from "../../../runtime/mongo/revision.ts";
import { type SecondFactorRow, secondFactorModel } from "./second-factor-model.ts";

/** Named queries and changes on authenticators. `customerId` is empty for platform operators. */
export class SecondFactorStore {
  readonly #model: Model<SecondFactorRow>;

  constructor(database: Connection) {
    this.#model = secondFactorModel(database);
  }

  /** A user's authenticator, whether it is enabled or only being set up. */
  find(customerId: string, userId: string): Promise<SecondFactorRow | null> {
    return this.#model.findOne({ _id: userId, customerId }).lean<SecondFactorRow>();
  }

  /** The write that begins to set one up, in the place of `before`. */
  enroll(before: SecondFactorRow | null, row: Omit<SecondFactorRow, "revision" | "lastStep">): Change {
    if (!before) return insert(this.#model, { ...row, revision: 1 });
    const { _id, customerId, ...fields } = row;
    return revise(this.#model, before, { $set: fields, $unset: { lastStep: 1 } });
  }

  /** The write that enables one whose code was seen, with its recovery codes. */
  enable(row: SecondFactorRow, lastStep: number, recoveryCodes: readonly string[]): Change {
    return revise(this.#model, row, { $set: { enabled: true, lastStep, recoveryCodes } });
  }

  /** The write that accepts the code of a step, which is then used up. */
  accept(row: SecondFactorRow, lastStep: number): Change {
    return revise(this.#model, row, { $set: { lastStep } });
  }

  /** The write that uses up a recovery code. */
  spend(row: SecondFactorRow, recoveryCode: string): Change {
    return revise(this.#model, row, { $pull: { recoveryCodes: recoveryCode } });
  }

  /** The write that replaces the recovery codes, and accepts the code of a step. */
  renew(row: SecondFactorRow, lastStep: number, recoveryCodes: readonly string[]): Change {
    return revise(this.#model, row, { $set: { lastStep, recoveryCodes } });
  }

  /** The write that takes it off: nothing of the secret or the codes is left. */
  disable({ _id, customerId, revision }: SecondFactorRow): Change {
    return updateOne(
      this.#model,
      { _id, customerId, revision },
      { $set: { enabled: false, sealedSecret: "", recoveryCodes: [] }, $inc: { revision: 1 } },
    );
  }
}
