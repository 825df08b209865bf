import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { ATTEMPT_RULES, retryAfterSeconds } from "../domain/attempts.ts";
import { AttemptStore } from "../store/attempt-store.ts";
import { SignInWorld } from "./sign-in-world.ts";

let world: SignInWorld;
let store: AttemptStore;
beforeAll(async () => {
  world = await SignInWorld.start();
  store = new AttemptStore(world.net.database("identity"));
});
afterAll(() => world.net.stop());

type Step =
  | { readonly kind: "wait"; readonly seconds: number }
  | { readonly kind: "try"; readonly ends: "failed" | "succeeded" | "taken back" };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant("wait" as const),
        seconds: fc.oneof(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 1, max: 100_000 })),
      }),
    },
    {
      weight: 8,
      arbitrary: fc.record({ kind: fc.constant("try" as const), ends: fc.constant("failed" as const) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("try" as const),
        ends: fc.constantFrom("succeeded" as const, "taken back" as const),
      }),
    },
  ),
  { minLength: 5, maxLength: 40 },
);

test("what is stored admits exactly the tries that the rule admits, and names the rule's wait", async () => {
  let address = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      address += 1;
      const key = `model${address}@example.com`;
      let failures: Date[] = [];
      let nowMs = Date.parse("2026-03-02T09:00:00Z");
      for (const step of sequence) {
        if (step.kind === "wait") {
          nowMs += step.seconds * 1000;
          continue;
        }
        nowMs += 1;
        const now = new Date(nowMs);
        const wait = retryAfterSeconds(failures, ATTEMPT_RULES.account, now);
        const begun = await store
          .begin(key, "", world.net.newId("try"), now)
          .catch((error: unknown) => error);
        if (wait > 0) {
          expect(begun).toMatchObject({
            reason: "TOO_MANY_ATTEMPTS",
            metadata: { retry_after_seconds: String(wait) },
          });
          continue;
        }
        if (begun instanceof Error) throw begun;
        const attempt = begun as Awaited<ReturnType<AttemptStore["begin"]>>;
        if (step.ends === "failed") failures.push(now);
        if (step.ends === "succeeded") {
          await attempt.succeeded();
          failures = [];
        }
        if (step.ends === "taken back") await attempt.takeBack();
      }
    }),
    { numRuns: 60 },
  );
}, 120_000);

test("an account's success takes nothing back from its network but that try", async () => {
  const now = new Date("2026-03-02T09:00:00Z");
  for (let i = 0; i < 99; i++)
    await store.begin(`one${i}@example.com`, "192.0.2.50", world.net.newId("try"), now);
  const right = await store.begin("right@example.com", "192.0.2.50", world.net.newId("try"), now);
  await right.succeeded();
  await store.begin("hundredth@example.com", "192.0.2.50", world.net.newId("try"), now);
  await expect(store.begin("next@example.com", "192.0.2.50", "try", now)).rejects.toMatchObject({
    reason: "TOO_MANY_ATTEMPTS",
  });
});
