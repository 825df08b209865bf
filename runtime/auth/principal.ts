import type { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";

/** Who caused something: a user or an API key, or a service acting by itself. Stored with every change and event. */
export interface Actor {
  /** `usr_…`, or `apk_…` for an API key; empty when a service acted. */
  readonly userId: string;
  /** Such as `acknowledgement`; empty when a user acted. */
  readonly service: string;
  /** A name to show, as it was at the time. */
  readonly name: string;
}

/** A signed-in user or an API key, as the access token proves them. */
export interface UserPrincipal {
  readonly kind: "user";
  /** `usr_…`, or `apk_…` for an API key. */
  readonly userId: string;
  /** `ses_…`; an API key's own id for the key. */
  readonly sessionId: string;
  /** Empty for platform operators. */
  readonly customerId: string;
  /** Empty when the user is no employee. */
  readonly employeeId: string;
  readonly name: string;
  readonly email: string;
  readonly roles: ReadonlySet<PermissionRole>;
  /** What custom roles or the API key allow beside the roles. */
  readonly permissions: ReadonlySet<Permission>;
  /** Who made the API key (`usr_…`), when one acts: then there is no person. */
  readonly apiKeyMaker?: string;
  /** Set while the session is limited to setting up an authenticator. */
  readonly enrolling?: true;
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

/** Whether a person acts: a signed-in user, no API key and no service. */
export const isPerson = (principal: Principal): boolean =>
  principal.kind === "user" && principal.apiKeyMaker === undefined;

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
