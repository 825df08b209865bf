import { systemClock } from "../runtime/clock.ts";
import { ConfigError } from "../runtime/config/settings.ts";
import { outboxModel } from "../runtime/events/outbox.ts";
import { createIdSource } from "../runtime/ids.ts";
import { GroupCommit } from "../runtime/mongo/group-commit.ts";
import { createCommit } from "../runtime/mongo/unit-of-work.ts";
import { migrateService } from "../runtime/platform/run-service.ts";
import { createSuperuser, identityModule } from "../services/identity/module.ts";
import { withDatabases } from "./databases.ts";
import { askHidden, type Terminal } from "./hidden-input.ts";

/** Who becomes a platform operator. */
export interface SuperuserOptions {
  readonly email: string;
  readonly name: string;
}

/**
 * `countersign createsuperuser`: creates a platform operator. Needs MongoDB alone, so it works before the first start
 * and beside a running platform. Throws ConfigError for a missing password, and identity's refusals.
 */
export async function createSuperuserCommand(options: SuperuserOptions): Promise<void> {
  const password = await readPassword();
  if (password === undefined) {
    process.stderr.write("Nothing was created.\n");
    return;
  }
  await withDatabases(async ({ of, secrets }) => {
    const database = of("identity");
    await migrateService(identityModule, database, secrets);
    const newId = createIdSource(systemClock);
    const commit = createCommit({
      groups: new GroupCommit(database.getClient()),
      outbox: outboxModel(database),
      clock: systemClock,
      newId,
      published: () => {}, // the relay of the next start, or of the running platform, sweeps the outbox
    });
    const id = await createSuperuser(
      { database, commit, clock: systemClock, newId },
      { email: options.email, displayName: options.name, password },
    );
    process.stdout.write(`${id}\n`);
    process.stderr.write(nextSteps(options.email));
  });
}

/** The password from SUPERUSER_PASSWORD, or asked for twice at the terminal; undefined after Ctrl-C. */
async function readPassword(): Promise<string | undefined> {
  const given = process.env.SUPERUSER_PASSWORD;
  if (given) return given;
  if (process.stdin.isTTY !== true)
    throw new ConfigError("Set SUPERUSER_PASSWORD, or run this at a terminal to be asked for the password.");
  return askTwice({ input: process.stdin, output: process.stderr });
}

/** Asks for a new password and for its repetition. Throws ConfigError when the two differ; undefined after Ctrl-C. */
export async function askTwice(terminal: Terminal): Promise<string | undefined> {
  const first = await askHidden(terminal, "Password (12 characters or more): ");
  if (first === undefined) return undefined;
  const second = await askHidden(terminal, "The same password again: ");
  if (second === undefined) return undefined;
  if (first !== second) throw new ConfigError("The two passwords differ; nothing was created.");
  return first;
}

const nextSteps = (email: string): string => `
${email} is a platform operator. Next: start the platform with \`countersign start\`, sign in with
countersign.identity.v1.IdentityService/CreateSession for an access token, and create the first customer with
countersign.customer.v1.CustomerService/CreateCustomer (README.md shows both with grpcurl).
`;
