import { randomBytes } from "node:crypto";
import { Code } from "@connectrpc/connect";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { Config } from "../../runtime/config/config.ts";
import { DomainError } from "../../runtime/errors.ts";
import { outboxModel } from "../../runtime/events/outbox.ts";
import { GroupCommit } from "../../runtime/mongo/group-commit.ts";
import { createCommit } from "../../runtime/mongo/unit-of-work.ts";
import type { PlatformParts } from "../../runtime/platform/parts.ts";
import type { RunningServices } from "../../runtime/platform/run-services.ts";
import { createSuperuser } from "../../services/identity/module.ts";
import { DEMO_PASSWORD, OPERATOR_EMAIL } from "./accounts.ts";
import { type Caller, signIn, unlessRefused } from "./callers.ts";

const LOOPBACK = new Set(["127.0.0.1", "localhost", "::1", "[::1]"]);

/**
 * Whether the demo's operator may have the published password: only on a private database that nobody else reaches.
 * Elsewhere a platform would stand open to everyone who has read this file.
 */
export const hasKnownOperator = (config: Config, isPrivate: boolean): boolean =>
  isPrivate && LOOPBACK.has(config.httpHost) && LOOPBACK.has(config.grpcHost);

/** Creates the demo's operator if need be, and signs in. An unknown one has a random address and password. */
export async function enterAsOperator(
  services: RunningServices,
  parts: Pick<PlatformParts, "clock" | "newId">,
  known: boolean,
): Promise<Caller> {
  const unique = parts.newId("demo");
  const email = known ? OPERATOR_EMAIL : `${unique}@countersign.example`;
  const password = known ? DEMO_PASSWORD : randomBytes(24).toString("base64url");
  try {
    await createOperator(services, parts, email, password);
  } catch (error) {
    if (!(error instanceof DomainError && error.reason === "USER_EMAIL_TAKEN")) throw error;
  }
  return signIn(services.transports, email, password);
}

async function createOperator(
  services: RunningServices,
  { clock, newId }: Pick<PlatformParts, "clock" | "newId">,
  email: string,
  password: string,
): Promise<void> {
  const identity = services.services.find((service) => service.name === "identity");
  if (!identity) throw new Error("the identity service does not run in this process");
  const { database, relay } = identity;
  const commit = createCommit({
    groups: new GroupCommit(database.getClient()),
    outbox: outboxModel(database),
    clock,
    newId,
    published: (rows) => relay.accept(rows),
  });
  await createSuperuser(
    { database, commit, clock, newId },
    { email, password, displayName: "Demo operator" },
  );
}

/** Takes an operator whom nobody knows out of service again; the last operator of a platform stays. */
export async function leaveAsOperator(operator: Caller, known: boolean): Promise<void> {
  if (known) return;
  const identity = operator.client(IdentityService);
  await unlessRefused(Code.FailedPrecondition, identity.deactivateUser({ userId: operator.userId }));
}
