import { AcknowledgementType } from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { PolicyConfigurationState } from "#gen/countersign/policy/v1/policy_configuration_pb.ts";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { DEMO_PASSWORD, DEMO_USERS } from "./accounts.ts";
import { asPlatform, type Caller, type Reach, signIn } from "./callers.ts";
import { trackCompliance } from "./compliance.ts";
import { bringToStage, type Desk, policiesByTitle, propose, publishSecondVersion } from "./desk.ts";
import type { Foundation } from "./foundation.ts";
import { DEMO_PEOPLE, emailOf } from "./people.ts";
import { DAY_SECONDS, DEMO_POLICIES, FOOD_SAFETY, INFORMATION_SECURITY } from "./policies.ts";
import type { Progress } from "./progress.ts";
import { audienceAsked, Signers } from "./signatures.ts";
import { employeesByEmail, hire, letLeave } from "./staff.ts";
import { renewTemplates, shipTemplates, templatesByTitle } from "./templates.ts";

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
  const policies = await bringAllToStage(desk, customerId);
  await allAsked(desk.officer, policies, progress);

  progress.step("Demo: people sign …");
  const security = policyOf(policies, INFORMATION_SECURITY);
  if (security.publishedVersion === 1) await signers.signFirstVersion();
  await renewTemplates(operator, customerId);
  const second = await publishSecondVersion(desk, security);
  await audienceAsked(desk.officer, second.id, second.materialVersion, progress);
  await signers.signAll();

  progress.step("Demo: people come and go, an audit is planned …");
  await proposeShorterTime(desk, second);
  await letLeave(peopleOffice);
  await hire(
    peopleOffice,
    DEMO_PEOPLE.filter((person) => person.joins),
    progress,
    now,
  );
  await trackCompliance(desk.officer, policies, now);
  await askByHand(peopleOffice, policyOf(policies, FOOD_SAFETY).id);
}

async function bringAllToStage(desk: Desk, customerId: string): Promise<ReadonlyMap<string, Policy>> {
  const [known, templates] = await Promise.all([
    policiesByTitle(desk.officer),
    templatesByTitle(desk.officer, customerId),
  ]);
  const brought = await Promise.all(
    DEMO_POLICIES.map(async (wanted) => {
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

async function askByHand(hr: Caller, policyId: string): Promise<void> {
  const { email, dueDays, comment } = ASKED_BY_HAND;
  const employeeId = (await employeesByEmail(hr)).get(email)?.id ?? "";
  await hr.client(AcknowledgementService).createAcknowledgement({ employeeId, policyId, dueDays, comment });
}
