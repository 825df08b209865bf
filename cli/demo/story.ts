import { AcknowledgementType } from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { PolicyConfigurationState } from "#gen/countersign/policy/v1/policy_configuration_pb.ts";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { DEMO_PASSWORD, DEMO_USERS } from "./accounts.ts";
import { asPlatform, type Caller, type Reach, signIn } from "./callers.ts";
import { passEarlierAudit, trackCompliance } from "./compliance.ts";
import {
  bringToStage,
  type Desk,
  policiesByTitle,
  propose,
  publishSecondVersion,
  reviewOnce,
} from "./desk.ts";
import { openEntrances } from "./entrances.ts";
import type { Foundation } from "./foundation.ts";
import { formGroups } from "./groups.ts";
import { DEMO_PEOPLE, emailOf } from "./people.ts";
import {
  ACCEPTABLE_USE,
  DAY_SECONDS,
  DEMO_POLICIES,
  type DemoStage,
  FOOD_SAFETY,
  INFORMATION_SECURITY,
} from "./policies.ts";
import type { Progress } from "./progress.ts";
import { audienceAsked, Signers } from "./signatures.ts";
import { employeesByEmail, hire, letLeave } from "./staff.ts";
import { renewTemplates, shipTemplates, templatesByTitle } from "./templates.ts";
import type { Past } from "./time-lapse.ts";

/** Somebody outside the audience who is asked to sign by hand: the last thing that the demo does. */
const ASKED_BY_HAND = {
  email: emailOf("Samuel Osei"),
  dueDays: 7,
  comment: "Repairs terminals on the bakery floor in Salem next week.",
};

/** Whether the story has been told to its end: the request by hand comes last and is never deleted. */
export async function isToldToTheEnd(reach: Reach, customerId: string): Promise<boolean> {
  const { acknowledgements } = await asPlatform(reach, AcknowledgementService).listAcknowledgements({
    customerId,
    types: [AcknowledgementType.MANUAL],
    pageSize: 1,
  });
  return acknowledgements.length > 0;
}

/**
 * What happened at the demo customer so far, done by its people through the same RPCs as anywhere. Each step looks what
 * is there, so an interrupted story goes on where it stopped.
 */
export async function tellStory(
  reach: Reach,
  operator: Caller,
  { customerId, administrator }: Foundation,
  progress: Progress,
  past: Past,
  now: Date,
): Promise<void> {
  const enter = (user: { readonly email: string }) => signIn(reach, user.email, DEMO_PASSWORD);
  const { officer, approver, executive, hr } = DEMO_USERS;
  const signers = new Signers(reach, progress);
  progress.step("Demo: the people sign in …");
  const [desk, peopleOffice] = await Promise.all([
    Promise.all([enter(officer), enter(approver), enter(executive)]).then(
      ([first, second, third]): Desk => ({ officer: first, approver: second, executive: third }),
    ),
    enter(hr),
    signers.enroll(administrator),
    shipTemplates(operator, customerId),
  ]);

  progress.step("Demo: policies are written, approved and published …");
  await formGroups(peopleOffice);
  const inForce = await bringToStages(desk, customerId, ["published", "archived"]);
  await allAsked(desk.officer, inForce, progress);

  progress.step("Demo: people sign …");
  const security = policyOf(inForce, INFORMATION_SECURITY);
  if (security.publishedVersion === 1) {
    past.to(73);
    await signers.signFirstVersion();
    await signers.signBeforeSecondVersion(past);
  }
  past.to(40);
  await passEarlierAudit(desk.officer, inForce, past, now);
  past.to(35);
  await renewTemplates(operator, customerId);
  const second = await publishSecondVersion(desk, security);
  await audienceAsked(desk.officer, second.id, second.materialVersion, progress);
  await signers.signAll(past);

  progress.step("Demo: people come and go, an audit is planned …");
  past.to(9);
  const drafts = await bringToStages(desk, customerId, ["approved", "review", "draft"]);
  const policies = new Map([...inForce, ...drafts]);
  await reviewOnce(desk, policyOf(policies, ACCEPTABLE_USE).id, "Read through with IT; nothing to change.");
  past.to(6);
  await letLeave(peopleOffice);
  past.to(4);
  await proposeShorterTime(desk, second);
  past.to(2);
  await hire(
    peopleOffice,
    DEMO_PEOPLE.filter((person) => person.joins),
    progress,
    now,
  );
  await trackCompliance(desk.officer, policies, now);
  await openEntrances(administrator, now);
  past.to(1);
  await remindByHand(peopleOffice);
  past.to(0);
  await askByHand(peopleOffice, policyOf(policies, FOOD_SAFETY).id);
}

async function bringToStages(
  desk: Desk,
  customerId: string,
  stages: readonly DemoStage[],
): Promise<ReadonlyMap<string, Policy>> {
  const [known, templates] = await Promise.all([
    policiesByTitle(desk.officer),
    templatesByTitle(desk.officer, customerId),
  ]);
  const brought = await Promise.all(
    DEMO_POLICIES.filter(({ stage }) => stages.includes(stage)).map(async (wanted) => {
      const templateId = templates.get(wanted.template ?? "")?.id ?? "";
      return [wanted.title, await bringToStage(desk, wanted, known.get(wanted.title), templateId)] as const;
    }),
  );
  return new Map(brought);
}

async function allAsked(
  officer: Caller,
  policies: ReadonlyMap<string, Policy>,
  progress: Progress,
): Promise<void> {
  const inForce = DEMO_POLICIES.filter(({ stage }) => stage === "published");
  await Promise.all(
    inForce.map(({ title }) => {
      const { id, materialVersion } = policyOf(policies, title);
      return audienceAsked(officer, id, materialVersion, progress);
    }),
  );
}

function policyOf(policies: ReadonlyMap<string, Policy>, title: string): Policy {
  const policy = policies.get(title);
  if (!policy) throw new Error(`the demo has no policy ${title}`);
  return policy;
}

async function proposeShorterTime(desk: Desk, { id: policyId }: Policy): Promise<void> {
  const key = "vulnerability_sla";
  const states = [PolicyConfigurationState.PENDING];
  const { configurations } = await desk.officer
    .client(PolicyService)
    .listPolicyConfigurations({ policyId, key, states });
  if (configurations.length > 0) return;
  await propose(desk, policyId, key, 3 * DAY_SECONDS, "The insurer asks for three days from January on.");
}

/** Somebody nudges a few of those who are late, beside the schedule. */
async function remindByHand(hr: Caller): Promise<void> {
  const client = hr.client(AcknowledgementService);
  const { acknowledgements } = await client.listAcknowledgements({ overdue: true, pageSize: 5 });
  const acknowledgementIds = acknowledgements.map(({ id }) => id);
  if (acknowledgementIds.length > 0) await client.sendReminder({ acknowledgementIds });
}

async function askByHand(hr: Caller, policyId: string): Promise<void> {
  const { email, dueDays, comment } = ASKED_BY_HAND;
  const employeeId = (await employeesByEmail(hr)).get(email)?.id ?? "";
  await hr.client(AcknowledgementService).createAcknowledgement({ employeeId, policyId, dueDays, comment });
}
