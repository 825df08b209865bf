import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";

/** The cost of a password: OWASP's argon2id minimum of 19 MiB, 2 passes, 1 lane; argon2id is the library's default. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashes a password with argon2id and a new salt; gives the PHC string. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize("NFKC"), COST);

/** Checks passwords, in the same time whether there is something to check against or not. */
export interface PasswordCheck {
  /** Whether the password is the one that was hashed. Without a hash it never is, after the same work. */
  readonly matches: (passwordHash: string | undefined, password: string) => Promise<boolean>;
}

/** Makes the check, with a decoy to work on where a user is unknown. */
export async function createPasswordCheck(): Promise<PasswordCheck> {
  const decoy = await hashPassword(randomBytes(32).toString("base64url"));
  return {
    matches: async (passwordHash, password) => {
      const same = await verify(passwordHash ?? decoy, password.normalize("NFKC"));
      return same && passwordHash !== undefined;
    },
  };
}
