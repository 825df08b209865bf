import { readdir } from "node:fs/promises";
import type { DescFile } from "@bufbuild/protobuf";
import { expect, test } from "@jest/globals";
import { EVENT_FILES, EVENT_TYPES } from "../event-types.ts";

const PROTO = new URL("../../../proto/", import.meta.url);

/** The events as the contracts mean them, service by service. Adding one to a contract asks for a line here. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  common: ["OperatorAccessed"],
  customer: [
    "CustomerCreated",
    "CustomerDeleted",
    "CustomerUndeleted",
    "CustomerUpdated",
    "SettingsUpdated",
    "SubscriptionUpdated",
  ],
  identity: [
    "ApiKeyCreated",
    "ApiKeyRevoked",
    "IdentityProviderCreated",
    "IdentityProviderDeleted",
    "IdentityProviderUpdated",
    "InvitationAccepted",
    "InvitationRevoked",
    "InvitationSent",
    "LoginLinked",
    "LoginRolesMapped",
    "LoginUnlinked",
    "MagicLinkRequested",
    "PasswordChanged",
    "PasswordResetRequested",
    "RecoveryCodeUsed",
    "RecoveryCodesRegenerated",
    "RefreshTokenReused",
    "RoleCreated",
    "RoleDeleted",
    "RoleUpdated",
    "SessionCreated",
    "SessionRevoked",
    "TotpDisabled",
    "TotpEnabled",
    "UserCreated",
    "UserDeactivated",
    "UserUpdated",
  ],
  employee: [
    "AssignmentsAdded",
    "AssignmentsRemoved",
    "AudienceMatched",
    "EmployeeCreated",
    "EmployeeDeactivated",
    "EmployeeDeleted",
    "EmployeeImportFinished",
    "EmployeeReactivated",
    "EmployeeUpdated",
    "GroupCreated",
    "GroupDeleted",
    "GroupUpdated",
  ],
  policy: [
    "PolicyApprovalRecorded",
    "PolicyArchived",
    "PolicyConfigurationActivated",
    "PolicyConfigurationProposed",
    "PolicyConfigurationRejected",
    "PolicyCreated",
    "PolicyDraftCreated",
    "PolicyPublished",
    "PolicyRejected",
    "PolicyRenewed",
    "PolicyReviewDue",
    "PolicySubmitted",
    "PolicyUpdated",
    "PolicyWithdrawn",
    "TemplateArchived",
    "TemplateVersionPublished",
  ],
  acknowledgement: [
    "AcknowledgementOpened",
    "AcknowledgementSigned",
    "AcknowledgementsCancelled",
    "AcknowledgementsEscalated",
    "AcknowledgementsMoved",
    "AcknowledgementsReminded",
    "AcknowledgementsRequested",
    "RolloutCompleted",
    "RolloutStarted",
  ],
  compliance: [
    "AuditCompleted",
    "AuditScheduled",
    "CustomerComplianceCreated",
    "CustomerComplianceUpdated",
    "PolicyMapped",
    "PolicyUnmapped",
    "RequirementCreated",
    "RequirementDeleted",
    "RequirementUpdated",
  ],
  notification: [
    "NotificationDelivered",
    "NotificationFailed",
    "NotificationsPosted",
    "NotificationsRead",
    "PreferencesUpdated",
  ],
};

/** Messages of these files that are carried by events and are none. */
const PARTS = [
  "countersign.acknowledgement.v1.CancelledAcknowledgement",
  "countersign.acknowledgement.v1.OverdueAcknowledgement",
  "countersign.acknowledgement.v1.Reminder",
  "countersign.acknowledgement.v1.RequestedAcknowledgement",
  "countersign.customer.v1.TenantSnapshot",
  "countersign.employee.v1.Assignee",
  "countersign.identity.v1.AccountHolder",
  "countersign.identity.v1.CallOrigin",
  "countersign.identity.v1.UserSnapshot",
  "countersign.notification.v1.PostedNotification",
];

test("every contract file that holds events is among those recorded", async () => {
  const inRepository = (await readdir(PROTO, { recursive: true })).filter((path) =>
    path.endsWith("_events.proto"),
  );
  expect(EVENT_FILES.map((file: DescFile) => `${file.name}.proto`).sort()).toEqual(inRepository.sort());
});

test("the events are those that the contracts mean, and a snapshot or list item is none", () => {
  const expected = Object.entries(EXPECTED).flatMap(([service, names]) =>
    names.map((name) => `countersign.${service}.v1.${name}`),
  );
  expect([...EVENT_TYPES.keys()].sort()).toEqual(expected.sort());
  const others = EVENT_FILES.flatMap((file) => file.messages)
    .map((message) => message.typeName)
    .filter((name) => !EVENT_TYPES.has(name));
  expect(others.sort()).toEqual(PARTS);
});
