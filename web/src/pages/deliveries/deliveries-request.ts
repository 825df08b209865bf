import { Channel, DeliveryState } from "#gen/countersign/notification/v1/delivery_pb.ts";
import { NotificationKind } from "#gen/countersign/notification/v1/notification_pb.ts";

/** What stands in the address of the page. */
export type DeliverySearch = Readonly<Record<string, string | undefined>>;

/** States that can be asked for, by their name in the address. */
export const STATES = {
  PENDING: DeliveryState.PENDING,
  SENDING: DeliveryState.SENDING,
  SENT: DeliveryState.SENT,
  FAILED: DeliveryState.FAILED,
  WITHDRAWN: DeliveryState.WITHDRAWN,
} as const;

/** Channels that can be asked for. */
export const CHANNELS = {
  EMAIL: Channel.EMAIL,
  IN_APP: Channel.IN_APP,
  WEBHOOK: Channel.WEBHOOK,
  CHAT_HOOK: Channel.CHAT_HOOK,
} as const;

/** Kinds that can be asked for. */
export const KINDS = {
  ACKNOWLEDGEMENT_REQUESTED: NotificationKind.ACKNOWLEDGEMENT_REQUESTED,
  REMINDER: NotificationKind.REMINDER,
  ESCALATION: NotificationKind.ESCALATION,
  CONFIRMATION: NotificationKind.CONFIRMATION,
  APPROVAL_WANTED: NotificationKind.APPROVAL_WANTED,
  POLICY_UPDATE: NotificationKind.POLICY_UPDATE,
  REVIEW_DUE: NotificationKind.REVIEW_DUE,
  IMPORT_FINISHED: NotificationKind.IMPORT_FINISHED,
  INVITATION: NotificationKind.INVITATION,
  PASSWORD_RESET: NotificationKind.PASSWORD_RESET,
  MAGIC_LINK: NotificationKind.MAGIC_LINK,
  ACCOUNT_CHANGED: NotificationKind.ACCOUNT_CHANGED,
} as const;

const chosen = <T>(values: Readonly<Record<string, T>>, name: string | undefined): T[] => {
  const value = name === undefined ? undefined : values[name];
  return value === undefined ? [] : [value];
};

/** What the address asks for. */
export const deliveriesRequest = (search: DeliverySearch) => ({
  pageSize: 100,
  states: chosen(STATES, search.state),
  channels: chosen(CHANNELS, search.channel),
  kinds: chosen(KINDS, search.kind),
  recipientAddress: search.to ?? "",
  employeeId: search.employee ?? "",
  eventId: search.event ?? "",
});
