import { Secret, TOTP } from "otpauth";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import type { TotpDemand } from "#gen/countersign/customer/v1/settings_pb.ts";
import {
  InvitationSentSchema,
  MagicLinkRequestedSchema,
  PasswordResetRequestedSchema,
} from "#gen/countersign/identity/v1/identity_events_pb.ts";
import type { TestUser } from "../../../runtime/testing/test-tokens.ts";
import { bearing, PASSWORD, type SignedIn, type SignInWorld } from "./sign-in-world.ts";
import { messages } from "./told.ts";

const STEP_MS = 30_000;

/** An authenticator that a user has set up. */
export interface Authenticator {
  /** A code that has not been used: the clock moves on for it. */
  readonly nextCode: () => string;
}

/** Sets up an authenticator in a session. */
export async function setUpTotp(
  world: SignInWorld,
  session: SignedIn,
  password = PASSWORD,
): Promise<Authenticator> {
  const { secret } = await world.as().enrollTotp({ password }, bearing(session));
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  const nextCode = (): string => {
    world.net.clock.advance(STEP_MS);
    return totp.generate({ timestamp: world.net.clock.now().getTime() });
  };
  await world.as().confirmTotp({ code: nextCode() }, bearing(session));
  return { nextCode };
}

/** Lets an administrator say of whom an authenticator is demanded, and waits until identity knows. */
export async function demand(world: SignInWorld, admin: TestUser, totpDemand: TotpDemand): Promise<void> {
  await world.net.client(CustomerService, admin).updateSettings({ settings: { totpDemand } });
  await world.net.settle();
}

/** The token in the mail that a customer's last invitation went into. */
export async function invitationToken(world: SignInWorld, customerId: string): Promise<string> {
  const sent = await messages(world.net, customerId, InvitationSentSchema);
  return world.linkToken(sent.at(-1)?.linkId ?? "");
}

/** Asks for a link that signs an employee in, and gives the token of the mail. */
export async function magicLinkToken(world: SignInWorld, customerId: string, email: string): Promise<string> {
  await world.as().requestMagicLink({ email });
  await world.net.settle();
  const asked = await messages(world.net, customerId, MagicLinkRequestedSchema);
  return world.linkToken(asked.at(-1)?.linkId ?? "");
}

/** Sets PASSWORD anew by a link in a mail. */
export async function resetPassword(world: SignInWorld, customerId: string, email: string): Promise<void> {
  await world.as().requestPasswordReset({ email });
  await world.net.settle();
  const asked = await messages(world.net, customerId, PasswordResetRequestedSchema);
  const token = await world.linkToken(asked.at(-1)?.linkId ?? "");
  await world.as().resetPassword({ token, newPassword: PASSWORD });
}
