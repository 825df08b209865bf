import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { type Employee, EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { DomainError } from "../../../runtime/errors.ts";
import type { EventDraft } from "../../../runtime/events/event.ts";
import type { Change } from "../../../runtime/mongo/change.ts";
import { holderOf } from "../accounts/account-events.ts";
import { link as employment } from "../accounts/employment.ts";
import { newUser } from "../accounts/new-user.ts";
import type { IdentityContext } from "../context.ts";
import { emailKey } from "../domain/user-keys.ts";
import { events } from "../events.ts";
import { mustSignInAtProvider } from "../sso/enforced-login.ts";
import type { AccountLinkRow } from "../store/account-link-model.ts";
import type { LinkRequestRow } from "../store/link-request-model.ts";
import type { UserRow } from "../store/user-model.ts";
import { linkInvalid, newLink, userOfLink } from "./account-links.ts";
import { whyNotAdmitted } from "./admission.ts";

/** What a session by a link in a mail is limited to. */
export const MAGIC_LINK_ROLES: readonly PermissionRole[] = [PermissionRole.EMPLOYEE];

/** Changes and events that go together. */
interface Effects {
  readonly changes: readonly Change[];
  readonly events: readonly EventDraft[];
}

/**
 * The links that an address gets: its user's, or one for each of the employees with it who are no users yet. An
 * employee's address alone opens nothing once they are a user with another one.
 */
export async function magicLinksFor(context: IdentityContext, request: LinkRequestRow): Promise<Effects> {
  const user = await context.users.findByEmailForPlatform(request.emailKey);
  const { employees } = await context
    .client(EmployeeService)
    .findEmployeesByEmail({ email: request.emailKey });
  const working = employees.filter((employee) => employee.status !== EmployeeStatus.INACTIVE);
  const whom = user ? await linkOfUser(context, user, working) : await linksOfEmployees(context, working);
  const made = whom.map(({ holder, customerId, employeeId }, i) => {
    const whose = { customerId, employeeId, userId: user?._id ?? "", email: holder.email };
    const link = newLink(context, "magic_link", whose, i === 0 ? request._id : undefined);
    return {
      change: context.links.insert(link),
      event: events.magicLinkRequested(link, holder, request),
    };
  });
  return { changes: made.map((one) => one.change), events: made.map((one) => one.event) };
}

interface Whom {
  readonly customerId: string;
  readonly employeeId: string;
  readonly holder: ReturnType<typeof holderOf> & { readonly email: string };
}

async function linkOfUser(
  context: IdentityContext,
  user: UserRow,
  working: readonly Employee[],
): Promise<Whom[]> {
  const { customerId, email } = user;
  const same = working.find((employee) => employee.customerId === customerId)?.id;
  const employeeId = user.employeeId ?? same;
  if (!employeeId || (await whyNotAdmitted(context, user))) return [];
  if (!user.employeeId && (await context.users.findByEmployee(customerId, employeeId))) return [];
  if (await mustSignInAtProvider(context, customerId, MAGIC_LINK_ROLES)) return [];
  return [{ customerId, employeeId, holder: { ...holderOf(user), employeeId, email } }];
}

async function linksOfEmployees(context: IdentityContext, working: readonly Employee[]): Promise<Whom[]> {
  const whom: Whom[] = [];
  for (const { id: employeeId, customerId, email, name: displayName, locale } of working) {
    const tenant = await context.tenants.find(customerId);
    if (!tenant || tenant.deleted) continue;
    if (await context.users.findByEmployee(customerId, employeeId)) continue;
    if (await mustSignInAtProvider(context, customerId, MAGIC_LINK_ROLES)) continue;
    whom.push({ customerId, employeeId, holder: { userId: "", employeeId, email, displayName, locale } });
  }
  return whom;
}

/**
 * The user whom a link signs in, as they are by then, with the writes that make them so: an employee without a user
 * becomes one, a user with the employee's address becomes that employee. Throws LINK_INVALID.
 */
export async function userByMagicLink(
  context: IdentityContext,
  link: AccountLinkRow,
): Promise<Effects & { readonly user: UserRow }> {
  const { customerId, employeeId, userId } = link;
  if (await mustSignInAtProvider(context, customerId, MAGIC_LINK_ROLES)) throw linkInvalid();
  if (userId === "") return becomeUser(context, link);
  const user = await userOfLink(context, link);
  if (user.employeeId === employeeId) return { user, changes: [], events: [] };
  if (user.employeeId) throw linkInvalid();
  const employee = await employeeOfLink(context, link);
  const now = context.clock.now();
  const after = { ...user, employeeId: employee.id, updateTime: now, revision: user.revision + 1 };
  return {
    user: after,
    changes: [...(await linked(context, link)), context.users.replace(user, after)],
    events: [events.userUpdated(after, ["employee_id"])],
  };
}

async function becomeUser(
  context: IdentityContext,
  link: AccountLinkRow,
): Promise<Effects & { readonly user: UserRow }> {
  const { customerId, employeeId } = link;
  const tenant = await context.tenants.find(customerId);
  if (!tenant || tenant.deleted) throw linkInvalid();
  const sinceThen = await context.users.findByEmployee(customerId, employeeId);
  if (sinceThen)
    return {
      user: await userOfLink(context, { ...link, userId: sinceThen._id }),
      changes: [],
      events: [],
    };
  const { email, name: displayName, locale } = await employeeOfLink(context, link);
  const roles = MAGIC_LINK_ROLES;
  const user = newUser(context, { customerId, email, displayName, roles, employeeId, locale });
  const taken = await context.users.checkFree(user).catch(refusedAs(linkInvalid));
  if (taken) throw taken;
  return {
    user,
    changes: [...(await linked(context, link)), context.users.insert(user)],
    events: [events.userCreated(user)],
  };
}

/** The employee as known now, if they work and still have the address that the link went to. */
async function employeeOfLink(context: IdentityContext, link: AccountLinkRow): Promise<Employee> {
  const { employees } = await context.client(EmployeeService).findEmployeesByEmail({ email: link.emailKey });
  const found = employees.find((employee) => employee.id === link.employeeId);
  if (!found || found.customerId !== link.customerId || emailKey(found.email) !== link.emailKey)
    throw linkInvalid();
  return found;
}

/** The change that conflicts with the employee's leaving at the same moment. */
async function linked(context: IdentityContext, link: AccountLinkRow): Promise<Change[]> {
  const changes = await employment(context, link.customerId, link.employeeId).catch(refusedAs(linkInvalid));
  if (changes instanceof Error) throw changes;
  return changes;
}

/** Turns an expected refusal into another error; anything else stays what it is. */
const refusedAs =
  (other: () => Error) =>
  (error: unknown): Error => {
    if (error instanceof DomainError) return other();
    throw error;
  };
