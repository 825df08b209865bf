import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { type Caller, LARGEST_PAGE } from "./callers.ts";
import { DEMO_DOMAIN, emailOf } from "./people.ts";

const DAY_MS = 86_400_000;
const ROLE = {
  name: "Policy editor",
  description: "Drafts policies for a department, without publishing them.",
  permissions: [Permission.TEMPLATES_READ, Permission.POLICIES_READ, Permission.POLICIES_WRITE],
};
const EDITOR = emailOf("Claire Dubois");
const KEY = {
  name: "Payroll sync",
  permissions: [Permission.EMPLOYEES_READ, Permission.EMPLOYEES_MANAGE],
  days: 180,
};
const INVITED = { name: "Jonas Weber", email: `jonas.weber@audit.${DEMO_DOMAIN}`, days: 60 };

/** Days on which the bakery's offices are closed, month and day. */
const HOLIDAYS = ["01-01", "07-04", "12-24", "12-25"];

/** What an administrator sets up beside people: holidays, a role of one's own, an API key, an invited auditor. */
export async function openEntrances(administrator: Caller, now: Date): Promise<void> {
  const years = [now.getUTCFullYear(), now.getUTCFullYear() + 1];
  await administrator.client(CustomerService).updateSettings({
    settings: { holidays: years.flatMap((year) => HOLIDAYS.map((day) => `${year}-${day}`)) },
  });
  await giveOwnRole(administrator);
  await makeKey(administrator, now);
  await inviteAuditor(administrator, now);
}

async function giveOwnRole(administrator: Caller): Promise<void> {
  const identity = administrator.client(IdentityService);
  const { roles } = await identity.listRoles({ pageSize: LARGEST_PAGE });
  const role =
    roles.find(({ name }) => name === ROLE.name) ?? (await identity.createRole({ role: ROLE })).role;
  const { users } = await identity.listUsers({ query: EDITOR });
  const [editor] = users;
  if (!editor || !role || editor.customRoleIds.includes(role.id)) return;
  await identity.updateUser({
    user: { id: editor.id, customRoleIds: [role.id] },
    updateMask: { paths: ["custom_role_ids"] },
  });
}

async function makeKey(administrator: Caller, now: Date): Promise<void> {
  const identity = administrator.client(IdentityService);
  const { apiKeys } = await identity.listApiKeys({ pageSize: LARGEST_PAGE });
  if (apiKeys.some(({ name }) => name === KEY.name)) return;
  const expireTime = timestampFromDate(new Date(now.getTime() + KEY.days * DAY_MS));
  await identity.createApiKey({ apiKey: { name: KEY.name, permissions: KEY.permissions, expireTime } });
}

async function inviteAuditor(administrator: Caller, now: Date): Promise<void> {
  const identity = administrator.client(IdentityService);
  const { users } = await identity.listUsers({ query: INVITED.email });
  if (users.length > 0) return;
  await identity.inviteUser({
    user: {
      email: INVITED.email,
      displayName: INVITED.name,
      roles: [PermissionRole.AUDITOR],
      accessEndTime: timestampFromDate(new Date(now.getTime() + INVITED.days * DAY_MS)),
    },
  });
}
