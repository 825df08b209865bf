import {
  type AccountHolder,
  type CallOrigin,
  PasswordChangeCause,
  PasswordChangedSchema,
  RecoveryCodesRegeneratedSchema,
  RecoveryCodeUsedSchema,
  TotpDisabledSchema,
  TotpEnabledSchema,
} from "#gen/countersign/identity/v1/identity_events_pb.ts";
import { type Effect, type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { ReceivedEvent } from "../../../runtime/events/event.ts";
import type { NotificationContext } from "../context.ts";
import type { AccountChange } from "../domain/message.ts";
import { SEND_DELIVERIES } from "../jobs/send-deliveries.ts";
import { mailOnly } from "../telling/mail-only.ts";

type AccountEvent = Pick<ReceivedEvent, "id" | "customerId" | "time" | "actor"> & {
  readonly message: {
    readonly holder?: AccountHolder | undefined;
    readonly origin?: CallOrigin | undefined;
  };
};

/** A way to sign in changed: its holder is told, in case it wasn't them. The first password is no news. */
export function onAccountChanged(context: NotificationContext): EventHandler[] {
  const nudge = (): void => context.nudge(SEND_DELIVERIES);
  const tell = (event: AccountEvent, change: AccountChange): Promise<Effect | undefined> => {
    const { holder, origin } = event.message;
    const own = event.actor.userId === holder?.userId;
    const content = {
      change,
      time: event.time,
      ipAddress: own ? (origin?.ipAddress ?? "") : "",
      byName: own ? "" : event.actor.name,
    };
    return mailOnly(context, event, holder, { kind: "account_changed", content }, holder?.userId ?? "");
  };
  return [
    on(
      PasswordChangedSchema,
      async (event) => {
        const { cause } = event.message;
        if (cause === PasswordChangeCause.INVITATION) return undefined;
        return tell(event, cause === PasswordChangeCause.RESET ? "password_reset" : "password_changed");
      },
      nudge,
    ),
    on(TotpEnabledSchema, (event) => tell(event, "totp_enabled"), nudge),
    on(TotpDisabledSchema, (event) => tell(event, "totp_disabled"), nudge),
    on(RecoveryCodesRegeneratedSchema, (event) => tell(event, "recovery_codes_regenerated"), nudge),
    on(RecoveryCodeUsedSchema, (event) => tell(event, "recovery_code_used"), nudge),
  ];
}
