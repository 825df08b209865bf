import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { type Call, customerOf } from "../../runtime/rpc/call.ts";
import type { ServiceKit } from "../../runtime/service.ts";
import { AccessTokens } from "./access/access-tokens.ts";
import { createPasswordCheck, type PasswordCheck } from "./sign-in/passwords.ts";
import { type ResolveTxt, resolveTxt } from "./sso/email-domain-proof.ts";
import { OidcClient } from "./sso/oidc-client.ts";
import { AccountLinkStore } from "./store/account-link-store.ts";
import { AdministrationStore } from "./store/administration-store.ts";
import { ApiKeyStore } from "./store/api-key-store.ts";
import { AttemptStore } from "./store/attempt-store.ts";
import { EmploymentStore } from "./store/employment-store.ts";
import { IdentityProviderStore } from "./store/identity-provider-store.ts";
import { InvitationStore } from "./store/invitation-store.ts";
import { LinkRequestStore } from "./store/link-request-store.ts";
import { LoginLinkStore } from "./store/login-link-store.ts";
import { LoginStore } from "./store/login-store.ts";
import { RefreshTokenStore } from "./store/refresh-token-store.ts";
import { RoleStore } from "./store/role-store.ts";
import { SecondFactorStore } from "./store/second-factor-store.ts";
import { SessionEndingStore } from "./store/session-ending-store.ts";
import { SessionStore } from "./store/session-store.ts";
import { SigningKeyStore } from "./store/signing-key-store.ts";
import type { UserRow } from "./store/user-model.ts";
import { UserStore } from "./store/user-store.ts";

const LONGEST_USER_AGENT = 500;

/** What the identity service's handlers work with. */
export interface IdentityContext extends ServiceKit {
  readonly users: UserStore;
  readonly administrations: AdministrationStore;
  readonly employments: EmploymentStore;
  readonly sessions: SessionStore;
  readonly sessionEndings: SessionEndingStore;
  readonly refreshTokens: RefreshTokenStore;
  readonly attempts: AttemptStore;
  readonly secondFactors: SecondFactorStore;
  readonly links: AccountLinkStore;
  readonly linkRequests: LinkRequestStore;
  readonly invitations: InvitationStore;
  readonly roles: RoleStore;
  readonly apiKeys: ApiKeyStore;
  readonly signingKeys: SigningKeyStore;
  readonly accessTokens: AccessTokens;
  readonly passwords: PasswordCheck;
  readonly identityProviders: IdentityProviderStore;
  readonly logins: LoginStore;
  readonly loginLinks: LoginLinkStore;
  readonly oidc: OidcClient;
  /** Where the owners of e-mail domains say whose they are. */
  readonly resolveTxt: ResolveTxt;
}

/** Builds the context on the runtime's kit; tests override parts by spreading. */
export async function createContext(kit: ServiceKit): Promise<IdentityContext> {
  const roles = new RoleStore(kit.database);
  const signingKeys = new SigningKeyStore(kit.database);
  return {
    ...kit,
    users: new UserStore(kit.database),
    administrations: new AdministrationStore(kit.database),
    employments: new EmploymentStore(kit.database),
    sessions: new SessionStore(kit.database),
    sessionEndings: new SessionEndingStore(kit.database),
    refreshTokens: new RefreshTokenStore(kit.database),
    attempts: new AttemptStore(kit.database),
    secondFactors: new SecondFactorStore(kit.database),
    links: new AccountLinkStore(kit.database),
    linkRequests: new LinkRequestStore(kit.database),
    invitations: new InvitationStore(kit.database),
    roles,
    apiKeys: new ApiKeyStore(kit.database),
    signingKeys,
    accessTokens: new AccessTokens(signingKeys, kit.clock, kit.secrets, roles),
    passwords: await createPasswordCheck(),
    identityProviders: new IdentityProviderStore(kit.database),
    logins: new LoginStore(kit.database),
    loginLinks: new LoginLinkStore(kit.database),
    oidc: new OidcClient(kit.config.identityProviderReach, kit.clock),
    resolveTxt,
  };
}

/**
 * Whose users a call is about: a customer's, or (empty) the platform's own, when an operator or a service names no
 * customer. Throws CUSTOMER_ID_REQUIRED for others who belong to none.
 */
export function realmOf(call: Call): string {
  const { principal } = call;
  const platform = principal.kind === "service" || isOperator(call);
  return platform ? call.customerId : customerOf(call);
}

/** Whether a platform operator calls. */
export const isOperator = ({ principal }: Call): boolean =>
  principal.kind === "user" && principal.roles.has(PermissionRole.PLATFORM_ADMIN);

/** The user that a call names: of the call's customer, or of any live one when an operator names none. */
export async function userNamed(context: IdentityContext, call: Call, userId: string): Promise<UserRow> {
  const realm = realmOf(call);
  if (realm !== "" || !isOperator(call)) return context.users.get(realm, userId);
  const row = await context.users.getForPlatform(userId);
  if (row.customerId !== "") {
    await context.tenants.checkLive(row.customerId);
    await context.recordOperatorAccess(call, row.customerId);
  }
  return row;
}

/** Where a call comes from, as it is kept; the client's own description is cut to 500 characters. */
export const clientOf = (call: Call): { ipAddress: string; userAgent: string } => ({
  ipAddress: call.clientAddress,
  userAgent: call.userAgent.slice(0, LONGEST_USER_AGENT),
});

/** Whether a user's customer exists and is not deleted; operators have none. */
export async function customerLives(context: IdentityContext, user: UserRow): Promise<boolean> {
  if (user.customerId === "") return true;
  const tenant = await context.tenants.find(user.customerId);
  return tenant !== undefined && !tenant.deleted;
}
