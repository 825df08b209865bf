import type { MessageInitShape } from "@bufbuild/protobuf";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import type { AudienceSchema } from "#gen/countersign/common/v1/audience_pb.ts";
import {
  type AudienceCondition,
  AudienceCondition_Field as Field,
} from "#gen/countersign/common/v1/audience_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { SubscriptionTier } from "#gen/countersign/customer/v1/subscription_pb.ts";
import { type EmployeeImport, EmployeeImportState } from "#gen/countersign/employee/v1/employee_import_pb.ts";
import type { Employee } from "#gen/countersign/employee/v1/employee_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { Materiality } from "#gen/countersign/policy/v1/published_policy_pb.ts";
import { type Platform, type SignedIn, TEST_PASSWORD } from "../harness/platform.ts";

/** A customer with the people who run it, signed in. */
export interface Story {
  readonly platform: Platform;
  readonly operator: SignedIn;
  readonly customerId: string;
  readonly admin: SignedIn;
  readonly officer: SignedIn;
  readonly approver: SignedIn;
}

export type AudienceShape = MessageInitShape<typeof AudienceSchema>;

/** Fails loudly where a response lacks its resource. */
export function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`there is no ${what}`);
  return value;
}

/** Superuser → customer → its administrator, compliance officer, approver, HR and executive. */
export async function foundCustomer(platform: Platform): Promise<Story> {
  const operator = await platform.operator();
  const { customer } = await operator
    .client(CustomerService)
    .createCustomer({ customer: { name: "Acme" }, tier: SubscriptionTier.PREMIUM });
  const customerId = present(customer, "customer").id;
  await createUser(operator, customerId, "admin@acme.example", [PermissionRole.CUSTOMER_ADMIN]);
  const admin = await platform.signIn("admin@acme.example");
  for (const [name, role] of [
    ["officer", PermissionRole.COMPLIANCE_OFFICER],
    ["approver", PermissionRole.APPROVER],
    ["hr", PermissionRole.HR],
    ["executive", PermissionRole.EXECUTIVE],
  ] as const) {
    await createUser(admin, "", `${name}@acme.example`, [role]);
  }
  const [officer, approver] = await Promise.all([
    platform.signIn("officer@acme.example"),
    platform.signIn("approver@acme.example"),
  ]);
  return { platform, operator, customerId, admin, officer, approver };
}

/** Creates a user who can sign in with the test password. */
export async function createUser(
  by: SignedIn,
  customerId: string,
  email: string,
  roles: PermissionRole[],
  employeeId = "",
): Promise<string> {
  const { user } = await by.client(IdentityService).createUser({
    customerId,
    user: { email, displayName: email.split("@")[0] ?? email, roles, employeeId },
    password: TEST_PASSWORD,
  });
  return present(user, "user").id;
}

/** A CSV of people: every third an engineer, the others bakers. Line 1 is the header. */
export function peopleCsv(count: number, domain = "acme.example"): string {
  const rows = Array.from({ length: count }, (_, i) => {
    const role = i % 3 === 0 ? "engineer" : "baker";
    return `Person ${i},person${i}@${domain},${i % 2 ? "Baking" : "Technology"},Berlin,${role},2026-03-02`;
  });
  return ["name,email,department,location,roles,join_date", ...rows].join("\n");
}

/** Imports people and waits for the end of the import. */
export async function importPeople(story: Story, csv: string): Promise<EmployeeImport> {
  const employees = story.admin.client(EmployeeService);
  const { employeeImport } = await employees.importEmployees({ csv: Buffer.from(csv) });
  const id = present(employeeImport, "import").id;
  for await (const { employeeImport: now } of employees.watchEmployeeImport({ employeeImportId: id })) {
    if (now?.state === EmployeeImportState.COMPLETED || now?.state === EmployeeImportState.FAILED) return now;
  }
  throw new Error("the import's stream ended early");
}

/** The audience "has one of these job roles". */
export const withRole = (...roles: string[]): AudienceShape => ({
  all: [{ field: Field.ROLE, values: roles }],
});

export type { AudienceCondition };

/** Template → policy → submitted → approved by another → published. */
export async function publishFromTemplate(
  story: Story,
  title: string,
  audience: AudienceShape,
): Promise<Policy> {
  const policies = story.officer.client(PolicyService);
  const { template } = await policies.createTemplate({
    title,
    contentMarkdown: `# ${title}\n\nFirst draft.`,
    changeLog: "First",
  });
  const templateId = present(template, "template").id;
  await policies.publishTemplateVersion({
    templateId,
    contentMarkdown: `# ${title}\n\nKeep the {{sla}} rule.`,
    changeLog: "Names the rule",
  });
  const { policy } = await policies.createPolicy({ templateId, title, audience });
  const policyId = present(policy, "policy").id;
  const { configuration } = await policies.setPolicyConfiguration({
    policyId,
    key: "sla",
    value: { value: { case: "text", value: "seven day" } },
  });
  await story.approver
    .client(PolicyService)
    .approvePolicyConfiguration({ policyConfigurationId: present(configuration, "configuration").id });
  return approveAndPublish(story, policyId, Materiality.MATERIAL);
}

/** Submits the open version, has it approved by the approver, and publishes it. */
export async function approveAndPublish(
  story: Story,
  policyId: string,
  materiality: Materiality,
): Promise<Policy> {
  const policies = story.officer.client(PolicyService);
  const { version } = await policies.submitForApproval({ policyId });
  const submitted = present(version, "version");
  await story.approver
    .client(PolicyService)
    .approvePolicy({ policyId, contentSha256: submitted.contentSha256 });
  return present((await policies.publishPolicy({ policyId, materiality })).policy, "policy");
}

/** The employee with an email address. */
export async function employeeByEmail(story: Story, email: string): Promise<Employee> {
  const { employees } = await story.admin.client(EmployeeService).listEmployees({ query: email });
  return present(
    employees.find((employee) => employee.email === email),
    `employee ${email}`,
  );
}

/** Gives an employee a user and signs them in. */
export async function signInEmployee(story: Story, email: string): Promise<SignedIn> {
  const employee = await employeeByEmail(story, email);
  await createUser(story.admin, "", email, [PermissionRole.EMPLOYEE], employee.id);
  return story.platform.signIn(email);
}

/** Opens and signs the first pending obligation of a signed-in employee; gives the acknowledgement and its receipt. */
export async function signFirst(employee: SignedIn, typedName: string) {
  const acknowledgements = employee.client(AcknowledgementService);
  const mine = await acknowledgements.listMyAcknowledgements({});
  const acknowledgementId = present(mine.acknowledgements[0], "obligation").id;
  const opened = await acknowledgements.openAcknowledgement({ acknowledgementId });
  const signed = await acknowledgements.acknowledge({
    acknowledgementId,
    typedName,
    contentSha256: opened.contentSha256,
  });
  return { acknowledgementId, opened, ...signed };
}
