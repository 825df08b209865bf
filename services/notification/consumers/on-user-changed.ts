import {
  UserCreatedSchema,
  UserDeactivatedSchema,
  type UserSnapshot,
  UserUpdatedSchema,
} from "#gen/countersign/identity/v1/identity_events_pb.ts";
import { UserStatus } from "#gen/countersign/identity/v1/user_pb.ts";
import { type Effect, type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { NotificationContext } from "../context.ts";

/** Keeps the copies of users. Platform operators belong to no customer and get no messages. */
export function onUserChanged(context: NotificationContext): EventHandler[] {
  const keep = async (event: {
    readonly message: { readonly user?: UserSnapshot | undefined };
  }): Promise<Effect | undefined> => {
    const { user, revision } = event.message.user ?? {};
    if (!user || user.customerId === "") return undefined;
    return {
      changes: await context.people.keepUser({
        _id: user.id,
        customerId: user.customerId,
        email: user.email,
        name: user.displayName,
        roles: user.roles,
        employeeId: user.employeeId,
        locale: user.locale,
        active: user.status === UserStatus.ACTIVE,
        revision: Number(revision),
      }),
    };
  };
  return [on(UserCreatedSchema, keep), on(UserUpdatedSchema, keep), on(UserDeactivatedSchema, keep)];
}
