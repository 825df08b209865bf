import {
  type Acknowledgement,
  AcknowledgementStatus,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { DEMO_PASSWORD, DEMO_USERS } from "./accounts.ts";
import { type Caller, type Reach, signIn } from "./callers.ts";
import { DEMO_PEOPLE, type DemoPerson } from "./people.ts";
import { ACCEPTABLE_USE, INFORMATION_SECURITY } from "./policies.ts";
import { eachOf, type Progress, until } from "./progress.ts";
import { employeesByEmail, ensureUsers } from "./staff.ts";
import type { Past } from "./time-lapse.ts";

/** Signers at work at once. */
const AT_ONCE = 6;
/** How many sign the first version of the information security policy before the second one comes. */
const EARLY_SIGNERS = 12;

/** The days on which people sign, counted back from the present. */
const BEFORE_SECOND_VERSION = [72, 70, 66, 61, 57, 50, 44] as const;
const AFTER_SECOND_VERSION = [34, 32, 29, 25, 21, 16, 11] as const;

/** Those who sign in the course of the demo; each has an account of their own. */
export const SIGNERS: readonly DemoPerson[] = DEMO_PEOPLE.filter((person) => person.diligence !== "none");

/** Sign-ins of the demo's people, one per person: checking a password takes its time. */
export class Signers {
  readonly #reach: Reach;
  readonly #progress: Progress;
  readonly #callers = new Map<string, Caller>();

  constructor(reach: Reach, progress: Progress) {
    this.#reach = reach;
    this.#progress = progress;
  }

  /** Gives everybody who signs an account. */
  async enroll(administrator: Caller): Promise<void> {
    const users = SIGNERS.map(({ name, email }) => ({
      name,
      email,
      roles: [PermissionRole.EMPLOYEE],
      employed: true,
    }));
    await ensureUsers(administrator, users, await employeesByEmail(administrator));
  }

  /** The first version of the information security policy gets its signatures. */
  async signFirstVersion(): Promise<void> {
    const thorough = SIGNERS.filter((person) => person.diligence === "all").slice(0, EARLY_SIGNERS);
    // The demo's employee has the second version before them, with what changed since the first.
    const early = [...thorough, ...SIGNERS.filter(({ email }) => email === DEMO_USERS.employee.email)];
    await eachOf(early, AT_ONCE, (person) =>
      this.#sign(person, (one) => one.policyTitle === INFORMATION_SECURITY && one.materialVersion === 1),
    );
  }

  /** Everybody signs what they are thorough enough to sign, but for what comes in a second version soon. */
  async signBeforeSecondVersion(past: Past): Promise<void> {
    await this.#signOver(past, BEFORE_SECOND_VERSION, (person, one) =>
      one.policyTitle === INFORMATION_SECURITY ? false : wouldSign(person, one),
    );
  }

  /** Everybody signs what they are thorough enough to sign. */
  async signAll(past: Past): Promise<void> {
    await this.#signOver(past, AFTER_SECOND_VERSION, wouldSign);
  }

  /** A part of the people signs on each of some days. */
  async #signOver(
    past: Past,
    daysAgo: readonly number[],
    wants: (person: DemoPerson, acknowledgement: Acknowledgement) => boolean,
  ): Promise<void> {
    for (const [part, days] of daysAgo.entries()) {
      past.to(days);
      const people = SIGNERS.filter((_, index) => index % daysAgo.length === part);
      await eachOf(people, AT_ONCE, (person) => this.#sign(person, (one) => wants(person, one)));
    }
  }

  async #sign(person: DemoPerson, wants: (acknowledgement: Acknowledgement) => boolean): Promise<void> {
    this.#progress.signal.throwIfAborted();
    const signer = await this.#enter(person);
    const client = signer.client(AcknowledgementService);
    const { acknowledgements } = await client.listMyAcknowledgements({
      statuses: [AcknowledgementStatus.PENDING],
    });
    for (const { id } of acknowledgements.filter(wants)) {
      const { contentSha256 } = await client.openAcknowledgement({ acknowledgementId: id });
      const signature = { acknowledgementId: id, typedName: person.name, contentSha256, locale: "en" };
      await client.acknowledge(signature);
    }
  }

  async #enter({ email }: DemoPerson): Promise<Caller> {
    const known = this.#callers.get(email);
    if (known) return known;
    const caller = await signIn(this.#reach, email, DEMO_PASSWORD);
    this.#callers.set(email, caller);
    return caller;
  }
}

function wouldSign({ diligence }: DemoPerson, { policyTitle }: Acknowledgement): boolean {
  if (diligence === "some") return policyTitle === ACCEPTABLE_USE;
  return diligence === "all" || (diligence === "most" && policyTitle !== INFORMATION_SECURITY);
}

/** Waits until the whole audience of a policy's material version has been asked. */
export async function audienceAsked(
  caller: Caller,
  policyId: string,
  materialVersion: number,
  progress: Progress,
): Promise<void> {
  await until(progress, "the people to be asked", async () => {
    const { rollouts } = await caller.client(AcknowledgementService).listRollouts({ policyId });
    const rollout = rollouts.find((one) => one.materialVersion === materialVersion);
    return rollout?.matchedTime ? true : undefined;
  });
}
