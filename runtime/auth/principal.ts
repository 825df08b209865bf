import type { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";

/** Who caused something: a user, or a service acting by itself. Stored with every change and event. */
export interface Actor {
  /** `usr_…`; empty when a service acted. */
  readonly userId: string;
  /** Such as `acknowledgement`; empty when a user acted. */
  readonly service: string;
  /** A name to show, as it was at the time. */
  readonly name: string;
}

/** A signed-in user, as the access token proves them. */
export interface UserPrincipal {
  readonly kind: "user";
  readonly userId: string;
  readonly sessionId: string;
  /** Empty for platform operators. */
  readonly customerId: string;
  /** Empty when the user is no employee. */
  readonly employeeId: string;
  readonly name: string;
  readonly email: string;
  readonly roles: ReadonlySet<PermissionRole>;
  /** How they proved who they are, such as `password`. */
  readonly authenticationMethod: string;
}

/** Another service of the platform, as its service token proves it. */
export interface ServicePrincipal {
  readonly kind: "service";
  readonly service: string;
}

/** Nobody in particular: only public methods. */
export interface AnonymousPrincipal {
  readonly kind: "anonymous";
}

export type Principal = UserPrincipal | ServicePrincipal | AnonymousPrincipal;

/** The caller of a public method. */
export const ANONYMOUS: AnonymousPrincipal = { kind: "anonymous" };

/** A service as an actor. `name` says what it was doing, such as "reminder schedule". */
export const serviceActor = (service: string, name: string): Actor => ({ userId: "", service, name });

/** A principal as an actor. */
export function actorOf(principal: Principal): Actor {
  switch (principal.kind) {
    case "user":
      return { userId: principal.userId, service: "", name: principal.name };
    case "service":
      return serviceActor(principal.service, principal.service);
    case "anonymous":
      return serviceActor("gateway", "not signed in");
  }
}
