import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { User } from "#gen/countersign/identity/v1/user_pb.ts";
import { DAY_MS } from "../../../runtime/clock.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import { bearing, type SignedIn, SignInWorld } from "./sign-in-world.ts";

let world: SignInWorld;
let user: User;
beforeAll(async () => {
  world = await SignInWorld.start();
  user = (await world.customer("Family")).first;
});
afterAll(() => world.net.stop());

/** What the contract promises of one session, in a few lines. Times in ms since the sign-in. */
class Family {
  nowMs = 0;
  expiresMs = 30 * DAY_MS;
  revoked = false;
  /** Per token that was given out: when it ends, and when it was spent. */
  readonly tokens: { expiresMs: number; spentMs?: number }[] = [{ expiresMs: 30 * DAY_MS }];

  refresh(index: number): string {
    const token = this.tokens[index];
    if (!token || this.revoked || this.nowMs >= this.expiresMs)
      return "Unauthenticated REFRESH_TOKEN_INVALID";
    if (token.spentMs === undefined && this.nowMs >= token.expiresMs)
      return "Unauthenticated REFRESH_TOKEN_INVALID";
    if (token.spentMs !== undefined && this.nowMs - token.spentMs > 10_000) {
      this.revoked = true;
      return "Unauthenticated REFRESH_TOKEN_REUSED";
    }
    token.spentMs ??= this.nowMs;
    this.expiresMs = Math.min(this.nowMs + 30 * DAY_MS, 90 * DAY_MS);
    this.tokens.push({ expiresMs: this.expiresMs });
    return "ok";
  }
}

type Step =
  | { readonly kind: "refresh"; readonly which: number }
  | { readonly kind: "together"; readonly which: number }
  | { readonly kind: "wait"; readonly ms: number }
  | { readonly kind: "revoke" };

const which = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.nat({ max: 5 }) },
);
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant("refresh" as const), which }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("together" as const), which }) },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("wait" as const),
        ms: fc.oneof(fc.integer({ min: 1, max: 12_000 }), fc.integer({ min: 1, max: 31 * DAY_MS })),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ kind: "revoke" as const }) },
  ),
  { minLength: 1, maxLength: 12 },
);

/** Runs steps against the service and the model; `which` counts back from the newest token. */
async function run(sequence: readonly Step[]): Promise<void> {
  const model = new Family();
  const first: SignedIn = await world.signIn(user.email);
  const given = [first.tokens.refreshToken];
  const present = async (index: number): Promise<string> =>
    refusal(
      world.refresh(given[index] ?? "").then(({ tokens }) => {
        given.push(tokens.refreshToken);
      }),
    );
  for (const step of sequence) {
    const index = "which" in step ? Math.max(0, given.length - 1 - step.which) : 0;
    if (step.kind === "wait") {
      world.net.clock.advance(step.ms);
      model.nowMs += step.ms;
    } else if (step.kind === "revoke") {
      // The access token may have ended: sign-out goes by a fresh one of the same user.
      const { session } = first;
      await world.as().revokeSession({ sessionId: session.id }, bearing(await world.signIn(user.email)));
      model.revoked = true;
    } else if (step.kind === "refresh") {
      const expected = model.refresh(index);
      await expect(present(index)).resolves.toBe(expected);
    } else {
      const expected = [model.refresh(index), model.refresh(index)];
      const seen = await Promise.all([present(index), present(index)]);
      expect(seen.sort()).toEqual(expected.sort());
    }
  }
}

test("a family of refresh tokens does what the contract says, whatever is done with it", async () => {
  await fc.assert(fc.asyncProperty(steps, run), { numRuns: 60 });
}, 120_000);
