import type { Values } from "../../app/wording.ts";

type Paths = Readonly<Record<string, string>>;

const POLICY: Paths = { name: "policy.title" };
const VERSION: Paths = { name: "policy.title", version: "version.number" };
const CONFIGURATION: Paths = { name: "policyTitle", key: "configuration.key" };
const EMPLOYEE: Paths = { name: "employee.name" };
const GROUP: Paths = { name: "group.name" };
const USER: Paths = { name: "user.user.displayName", email: "user.user.email" };
const HOLDER: Paths = { name: "holder.displayName", email: "holder.email" };
const INVITATION: Paths = { name: "invitation.email" };
const PROVIDER: Paths = { name: "identityProvider.name" };
const LINK: Paths = { name: "link.email" };
const TENANT: Paths = { name: "tenant.customer.name" };
const REQUIREMENT: Paths = { name: "requirement.title" };
const ROLLOUT: Paths = { name: "rollout.policyTitle", count: "rollout.targetCount" };
const DELIVERY: Paths = { name: "delivery.subject", recipient: "delivery.recipientAddress" };

/** What of an event its sentence tells: names in the text by their place in the event's JSON. */
const PARTS: Readonly<Record<string, Paths>> = {
  PolicyCreated: POLICY,
  PolicyUpdated: POLICY,
  PolicyDraftCreated: VERSION,
  PolicySubmitted: VERSION,
  PolicyWithdrawn: VERSION,
  PolicyApprovalRecorded: { ...VERSION, given: "approvals", needed: "requiredApprovals" },
  PolicyRejected: VERSION,
  PolicyPublished: { name: "policy.title", version: "policy.version" },
  PolicyRenewed: POLICY,
  PolicyReviewDue: POLICY,
  PolicyArchived: { name: "title" },
  PolicyConfigurationProposed: CONFIGURATION,
  PolicyConfigurationActivated: CONFIGURATION,
  PolicyConfigurationRejected: CONFIGURATION,
  TemplateVersionPublished: { name: "template.title", version: "version.number" },
  TemplateArchived: { name: "template.title" },
  AcknowledgementsRequested: { name: "policy.title", count: "acknowledgements.length" },
  AcknowledgementSigned: { name: "title", version: "version" },
  AcknowledgementsReminded: { count: "reminders.length" },
  AcknowledgementsEscalated: { count: "totalCount", people: "employeeCount", level: "level" },
  AcknowledgementsCancelled: { name: "title", count: "acknowledgements.length" },
  AcknowledgementsMoved: { name: "title", count: "count", version: "toVersion" },
  RolloutStarted: ROLLOUT,
  RolloutCompleted: ROLLOUT,
  EmployeeCreated: EMPLOYEE,
  EmployeeUpdated: EMPLOYEE,
  EmployeeDeactivated: EMPLOYEE,
  EmployeeReactivated: EMPLOYEE,
  EmployeeDeleted: EMPLOYEE,
  EmployeeImportFinished: { count: "employeeImport.processedRows", failed: "employeeImport.failedCount" },
  GroupCreated: GROUP,
  GroupUpdated: GROUP,
  GroupDeleted: GROUP,
  AssignmentsAdded: { name: "policy.title", count: "assignees.length" },
  AssignmentsRemoved: { count: "employeeIds.length" },
  AudienceMatched: { count: "matched" },
  CustomerComplianceCreated: { name: "customerCompliance.title" },
  CustomerComplianceUpdated: { name: "customerCompliance.title", percent: "customerCompliance.percentage" },
  PolicyMapped: { name: "title", policy: "policy.title" },
  PolicyUnmapped: { name: "title", policy: "policyTitle" },
  RequirementCreated: REQUIREMENT,
  RequirementUpdated: REQUIREMENT,
  RequirementDeleted: REQUIREMENT,
  AuditScheduled: { name: "title" },
  AuditCompleted: { name: "title" },
  SessionCreated: { name: "userEmail" },
  UserCreated: USER,
  UserUpdated: USER,
  UserDeactivated: USER,
  InvitationSent: INVITATION,
  InvitationAccepted: INVITATION,
  InvitationRevoked: INVITATION,
  PasswordChanged: HOLDER,
  PasswordResetRequested: HOLDER,
  MagicLinkRequested: HOLDER,
  TotpEnabled: HOLDER,
  TotpDisabled: HOLDER,
  RecoveryCodesRegenerated: HOLDER,
  RecoveryCodeUsed: { ...HOLDER, count: "recoveryCodesLeft" },
  RoleCreated: { name: "role.name" },
  RoleUpdated: { name: "role.name" },
  RoleDeleted: { name: "role.name" },
  ApiKeyCreated: { name: "apiKey.name" },
  ApiKeyRevoked: { name: "apiKey.name" },
  IdentityProviderCreated: PROVIDER,
  IdentityProviderUpdated: PROVIDER,
  IdentityProviderDeleted: PROVIDER,
  LoginLinked: LINK,
  LoginUnlinked: LINK,
  LoginRolesMapped: LINK,
  CustomerCreated: TENANT,
  CustomerUpdated: TENANT,
  CustomerDeleted: TENANT,
  CustomerUndeleted: TENANT,
  NotificationDelivered: DELIVERY,
  NotificationFailed: DELIVERY,
  NotificationsPosted: { count: "notifications.length" },
  OperatorAccessed: { name: "operatorEmail", method: "method", reason: "reason" },
};

/** The values of an event's sentence. What the event lacks (a number of 0, an empty text) is 0 or a dash. */
export function partsOf(name: string, data: unknown): Values {
  const found = Object.entries(PARTS[name] ?? {}).map(([part, path]) => [part, valueAt(data, path, part)]);
  return Object.fromEntries(found);
}

const NUMBERS = new Set(["count", "people", "level", "failed", "percent", "version", "given", "needed"]);

function valueAt(data: unknown, path: string, part: string): string | number {
  let here: unknown = data;
  for (const key of path.split("."))
    here =
      typeof here === "object" && here !== null && key in here
        ? (here as Record<string, unknown>)[key]
        : undefined;
  if (typeof here === "string" && part === "method") return here.slice(here.lastIndexOf("/") + 1);
  if (typeof here === "number" || (typeof here === "string" && here !== "")) return here;
  return NUMBERS.has(part) ? 0 : "–";
}
