import { EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import type { EventDraft } from "../../../runtime/events/event.ts";
import { type Change, StaleWriteError } from "../../../runtime/mongo/change.ts";
import { link as employment } from "../accounts/employment.ts";
import { newUser } from "../accounts/new-user.ts";
import type { IdentityContext } from "../context.ts";
import { groupsIn } from "../domain/group-mapping.ts";
import { domainOf } from "../domain/identity-provider.ts";
import type { Person } from "../domain/person.ts";
import { emailKey } from "../domain/user-keys.ts";
import { events } from "../events.ts";
import { whyNotAdmitted } from "../sign-in/admission.ts";
import type { IdentityProviderRow } from "../store/identity-provider-model.ts";
import type { LoginLinkRow } from "../store/login-link-model.ts";
import type { UserRow } from "../store/user-model.ts";
import { loginEvents } from "./login-events.ts";
import { withMappedRoles } from "./mapped-roles.ts";

/** Number of PermissionRole.EMPLOYEE. */
const EMPLOYEE = 8;
/** Employees that are looked through for one with an address: the list finds addresses by their beginning. */
const MOST_EMPLOYEES = 200;
/** Longest beginning of an address that can be asked for. */
const LONGEST_QUERY = 200;

/** Why somebody whom a provider vouches for isn't signed in: for the log, and nobody else. */
export class NotAdmittedError extends Error {}

/** The user whom a login signs in, as they are by then, and the writes and events that make them so. */
export interface Arrived {
  readonly user: UserRow;
  readonly changes: readonly Change[];
  readonly events: readonly EventDraft[];
}

/** What is known of who a person is here. */
interface Found {
  readonly user: UserRow;
  readonly link: LoginLinkRow;
  /** What goes with a new user beside the user. */
  readonly changes: readonly Change[];
  readonly isNewUser: boolean;
  readonly isNewLink: boolean;
}

/**
 * Who a person at a provider is here: the user they were linked with, else the provider's customer's user with their
 * address, who is linked now; else, if that may be, a new user. Never a user of another customer, never one who is
 * linked with somebody else there. Throws NotAdmittedError.
 */
export async function arrival(
  context: IdentityContext,
  provider: IdentityProviderRow,
  person: Person,
  claims: Readonly<Record<string, unknown>>,
): Promise<Arrived> {
  // The address is looked up before the link: who is made and linked in between is then found by the link.
  const known = await context.users.findByEmailForPlatform(emailKey(person.email));
  const found = (await linked(context, provider, person)) ?? (await toLink(context, provider, person, known));
  const why = await whyNotAdmitted(context, found.user);
  if (why) throw new NotAdmittedError(why);
  const groups = provider.groupClaim === "" ? [] : groupsIn(claims[provider.groupClaim]);
  const { user, link, ...effects } = await withMappedRoles(context, provider, found, groups);
  const { users, loginLinks } = context;
  const made = [
    ...found.changes,
    ...(found.isNewUser ? [users.insert(user)] : []),
    ...(found.isNewLink ? [loginLinks.insert(link)] : []),
  ];
  const told = [
    ...(found.isNewUser ? [events.userCreated(user)] : []),
    ...(found.isNewLink ? [loginEvents(context).linked(link)] : []),
  ];
  return { user, changes: [...made, ...effects.changes], events: [...told, ...effects.events] };
}

async function linked(
  context: IdentityContext,
  { _id, customerId }: IdentityProviderRow,
  { subject }: Person,
): Promise<Found | undefined> {
  const link = await context.loginLinks.findBySubject(customerId, _id, subject);
  if (!link) return undefined;
  const user = await context.users.get(customerId, link.userId);
  return { user, link, changes: [], isNewUser: false, isNewLink: false };
}

async function toLink(
  context: IdentityContext,
  provider: IdentityProviderRow,
  person: Person,
  known: UserRow | null,
): Promise<Found> {
  const { _id: providerId, customerId, issuer } = provider;
  if (known && known.customerId !== customerId) throw new NotAdmittedError("somebody else's user");
  const theirs = known && (await context.loginLinks.findByUser(customerId, providerId, known._id));
  // Linked a moment ago, by a login at the same time: what is there now decides.
  if (theirs?.subject === person.subject) throw new StaleWriteError("login_links");
  if (theirs) throw new NotAdmittedError("linked with another subject");
  const { user, changes } = known ? { user: known, changes: [] } : await newcomer(context, provider, person);
  const link: LoginLinkRow = {
    _id: context.newId("lgn"),
    customerId,
    providerId,
    userId: user._id,
    issuer,
    subject: person.subject,
    email: person.email,
    grantedRoles: [],
    grantedCustomRoleIds: [],
    createTime: context.clock.now(),
    revision: 1,
  };
  return { user, link, changes, isNewUser: !known, isNewLink: true };
}

async function newcomer(
  context: IdentityContext,
  provider: IdentityProviderRow,
  person: Person,
): Promise<{ readonly user: UserRow; readonly changes: readonly Change[] }> {
  const { customerId, createUsers, emailDomains } = provider;
  const { email, locale } = person;
  const fields = { customerId, email, locale, roles: [EMPLOYEE] };
  const employee = await employeeWith(context, customerId, email);
  if (!employee) {
    if (!createUsers) throw new NotAdmittedError("no user, and no employee");
    if (!emailDomains.includes(domainOf(email))) throw new NotAdmittedError("an address of another domain");
    return {
      user: newUser(context, { ...fields, displayName: person.displayName, employeeId: "" }),
      changes: [],
    };
  }
  if (employee.status === EmployeeStatus.INACTIVE) throw new NotAdmittedError("the employee has left");
  const other = await context.users.findByEmployee(customerId, employee.id);
  // Made a moment ago, likewise.
  if (other?.emailKey === emailKey(email)) throw new StaleWriteError("users");
  if (other) throw new NotAdmittedError("the employee is another user");
  const user = newUser(context, {
    ...fields,
    displayName: employee.name,
    locale: locale || employee.locale,
    employeeId: employee.id,
  });
  return { user, changes: await employment(context, customerId, employee.id) };
}

async function employeeWith(context: IdentityContext, customerId: string, email: string) {
  const { employees } = await context
    .client(EmployeeService)
    .listEmployees({ customerId, query: email.slice(0, LONGEST_QUERY), pageSize: MOST_EMPLOYEES });
  return employees.find((employee) => emailKey(employee.email) === emailKey(email));
}
