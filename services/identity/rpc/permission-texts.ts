import { Permission } from "#gen/countersign/common/v1/access_pb.ts";

/** What people read of a permission. */
export interface PermissionText {
  readonly title: string;
  readonly description: string;
}

const text = (title: string, description: string): PermissionText => ({ title, description });

/** Titles and descriptions of the catalogue, as the contract's comments have them. */
export const PERMISSION_TEXTS: Readonly<Record<Permission, PermissionText>> = {
  [Permission.UNSPECIFIED]: text("", ""),
  [Permission.SETTINGS_READ]: text("Read settings", "Read the customer, its subscription and settings."),
  [Permission.SETTINGS_MANAGE]: text("Change settings", "Change the customer's settings."),
  [Permission.USERS_READ]: text("Read users", "Read users, custom roles and invitations."),
  [Permission.USERS_MANAGE]: text(
    "Manage users",
    "Create, invite, change and deactivate users; nobody grants what they do not hold.",
  ),
  [Permission.ACCESS_MANAGE]: text("Manage access", "Manage custom roles, API keys and identity providers."),
  [Permission.EMPLOYEES_READ]: text("Read employees", "Read employees, groups, and what applies to whom."),
  [Permission.EMPLOYEES_MANAGE]: text(
    "Manage employees",
    "Create, change, import and deactivate employees and groups.",
  ),
  [Permission.TEMPLATES_READ]: text("Read templates", "Read policy templates."),
  [Permission.TEMPLATES_MANAGE]: text("Manage templates", "Write, publish and archive policy templates."),
  [Permission.POLICIES_READ]: text("Read policies", "Read policies, versions and configurations."),
  [Permission.POLICIES_WRITE]: text("Write policies", "Write, configure, submit and archive policies."),
  [Permission.POLICIES_APPROVE]: text(
    "Approve policies",
    "Decide on policy versions and configurations, as an approver or where one is named. For people only.",
  ),
  [Permission.POLICIES_PUBLISH]: text("Publish policies", "Publish approved policy versions."),
  [Permission.ACKNOWLEDGEMENTS_READ]: text(
    "Read acknowledgements",
    "Read obligations, signatures, receipts, history and rollouts of everybody.",
  ),
  [Permission.ACKNOWLEDGEMENTS_MANAGE]: text(
    "Manage acknowledgements",
    "Create and cancel obligations, send reminders.",
  ),
  [Permission.COMPLIANCE_READ]: text(
    "Read compliance",
    "Read frameworks, requirements, compliance and audits.",
  ),
  [Permission.COMPLIANCE_MANAGE]: text("Manage compliance", "Manage requirements, mappings and audits."),
  [Permission.NOTIFICATIONS_READ]: text("Read deliveries", "Read what was sent to whom."),
  [Permission.NOTIFICATIONS_MANAGE]: text(
    "Manage deliveries",
    "Send failed deliveries again, manage channels.",
  ),
  [Permission.AUDIT_READ]: text("Read the ledger", "Read the ledger."),
};
