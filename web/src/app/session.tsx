import { useQuery } from "@connectrpc/connect-query";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { type Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import type { GetMeResponse } from "#gen/countersign/identity/v1/identity_requests_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { Session } from "#gen/countersign/identity/v1/session_pb.ts";
import type { User } from "#gen/countersign/identity/v1/user_pb.ts";
import { customerView } from "./customer-view.ts";

/** Who is signed in, and what this session may do. */
export interface Me {
  readonly user: User;
  readonly session: Session;
  /** Whose things are shown (cus_…): the user's own customer's, or those of the one that an operator has entered. Empty: the platform's. */
  readonly customerId: string;
  readonly roles: ReadonlySet<PermissionRole>;
  /** What the customer's own roles allow beside `roles`. */
  readonly permissions: ReadonlySet<Permission>;
}

/** Who may see a page, an entry of the navigation or a button. All may who meet one of the conditions given; all, if none is. */
export interface Who {
  readonly roles?: readonly PermissionRole[];
  readonly permissions?: readonly Permission[];
  /** People who are employees: they have something to read and sign. */
  readonly employee?: boolean;
}

const Signed = createContext<Me | undefined>(undefined);

/** Who is signed in. Only below the shell. */
export function useMe(): Me {
  const me = useContext(Signed);
  if (!me) throw new Error("useMe outside the shell");
  return me;
}

/** Whether the signed-in user is one of `who`. */
export const useMay = (who: Who): boolean => may(useMe(), who);

/** Whether somebody is one of `who`. */
export function may(me: Me, { roles, permissions, employee }: Who): boolean {
  if (!roles && !permissions && employee === undefined) return true;
  if (employee && me.user.employeeId !== "") return true;
  return (
    (roles?.some((role) => me.roles.has(role)) ?? false) ||
    (permissions?.some((permission) => me.permissions.has(permission)) ?? false)
  );
}

/** What GetMe said, as the app reads it; undefined while it has said nothing. */
function meOf(response: GetMeResponse | undefined): Me | undefined {
  const { user, session } = response ?? {};
  if (!user || !session) return undefined;
  const limited = session.limitedToRoles;
  const roles = limited.length > 0 ? user.roles.filter((role) => limited.includes(role)) : user.roles;
  const me = {
    user,
    session,
    customerId: user.customerId,
    roles: new Set(limited.length > 0 && roles.length === 0 ? limited : roles),
    permissions: new Set(response?.permissions ?? []),
  };
  const view = user.customerId === "" ? customerView() : undefined;
  return view ? { ...me, customerId: view.customerId, roles: AS_ADMINISTRATOR } : me;
}

/** An operator who has entered a customer sees what its administrator sees. */
const AS_ADMINISTRATOR: ReadonlySet<PermissionRole> = new Set([PermissionRole.CUSTOMER_ADMIN]);

/** Asks who is signed in. */
export function useSessionQuery() {
  const query = useQuery(IdentityService.method.getMe, {}, { staleTime: 60_000 });
  const me = useMemo(() => meOf(query.data), [query.data]);
  return { me, error: query.error, refetch: query.refetch, isPaused: query.fetchStatus === "paused" };
}

/** Tells everything inside who is signed in. */
export function SignedIn({ me, children }: { readonly me: Me; readonly children: ReactNode }) {
  return <Signed value={me}>{children}</Signed>;
}
