import { serviceActor } from "../../../runtime/auth/principal.ts";
import type { Job } from "../../../runtime/jobs/job.ts";
import type { Change } from "../../../runtime/mongo/change.ts";
import { newSigningKey } from "../access/access-tokens.ts";
import type { IdentityContext } from "../context.ts";
import { type RotationStep, rotationSteps } from "../domain/key-rotation.ts";

const EVERY_MS = 10 * 60_000;

/** Publishes, activates and removes signing keys as they come of age. */
export const rotateSigningKeys = (context: IdentityContext): Job => ({
  name: "rotate-signing-keys",
  everyMs: EVERY_MS,
  run: async () => {
    const now = context.clock.now();
    const steps = rotationSteps(await context.signingKeys.listForPlatform(), now);
    const changes = steps.flatMap((step) => changesOf(context, step, now));
    if (changes.length === 0) return;
    await context.commit({ changes, events: [], actor: serviceActor("identity", "key rotation") });
    context.log.info({ steps: steps.map((step) => step.kind) }, "signing keys rotated");
  },
});

function changesOf({ signingKeys, ...context }: IdentityContext, step: RotationStep, now: Date): Change[] {
  switch (step.kind) {
    case "publish":
      return [signingKeys.insert(newSigningKey(context, "PUBLISHED"))];
    case "activate":
      return signingKeys.succeed(step.retire, step.next, now);
    case "remove":
      return [signingKeys.remove(step.key)];
  }
}
