import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import {
  Channel as ChannelNumber,
  type DeliverySchema,
  DeliveryState as StateNumber,
} from "#gen/countersign/notification/v1/delivery_pb.ts";
import {
  NotificationKind as KindNumber,
  type NotificationSchema,
} from "#gen/countersign/notification/v1/notification_pb.ts";
import type { PreferencesSchema } from "#gen/countersign/notification/v1/preferences_pb.ts";
import { etagOf } from "../../../runtime/mongo/revision.ts";
import { bodyOf, catalogFor, titleOf } from "../domain/catalog.ts";
import { type Channel, type DeliveryState, notificationIdOf } from "../domain/delivery.ts";
import { linkPathOf } from "../domain/links.ts";
import { type Kind, resourceOf } from "../domain/message.ts";
import { CHOSEN_KINDS, isMandatory } from "../domain/preferences.ts";
import type { DeliveryRow } from "../store/delivery-model.ts";
import type { PreferenceRow } from "../store/preference-model.ts";

const KINDS: Readonly<Record<Kind, KindNumber>> = {
  policy_update: KindNumber.POLICY_UPDATE,
  approval_wanted: KindNumber.APPROVAL_WANTED,
  acknowledgement_requested: KindNumber.ACKNOWLEDGEMENT_REQUESTED,
  reminder: KindNumber.REMINDER,
  escalation: KindNumber.ESCALATION,
  confirmation: KindNumber.CONFIRMATION,
  review_due: KindNumber.REVIEW_DUE,
  import_finished: KindNumber.IMPORT_FINISHED,
  invitation: KindNumber.INVITATION,
  password_reset: KindNumber.PASSWORD_RESET,
  magic_link: KindNumber.MAGIC_LINK,
  account_changed: KindNumber.ACCOUNT_CHANGED,
};
const CHANNELS: Readonly<Record<Channel, ChannelNumber>> = {
  in_app: ChannelNumber.IN_APP,
  email: ChannelNumber.EMAIL,
};
const STATES: Readonly<Record<DeliveryState, StateNumber>> = {
  pending: StateNumber.PENDING,
  sending: StateNumber.SENDING,
  sent: StateNumber.SENT,
  failed: StateNumber.FAILED,
  withdrawn: StateNumber.WITHDRAWN,
};

/** A kind on the wire. */
export const kindNumber = (kind: Kind): KindNumber => KINDS[kind];

/** The kinds that a filter names; undefined: all. Those of which there are no messages yet fall out. */
export const kindsOf = (numbers: readonly KindNumber[]): Kind[] | undefined => named(KINDS, numbers);

/** The channels that a filter names; undefined: all. */
export const channelsOf = (numbers: readonly ChannelNumber[]): Channel[] | undefined =>
  named(CHANNELS, numbers);

/** The states that a filter names; undefined: all. */
export const statesOf = (numbers: readonly StateNumber[]): DeliveryState[] | undefined =>
  named(STATES, numbers);

function named<N extends string>(
  table: Readonly<Record<N, number>>,
  numbers: readonly number[],
): N[] | undefined {
  if (numbers.length === 0) return undefined;
  const names = Object.keys(table) as N[];
  return names.filter((name) => numbers.includes(table[name]));
}

const MOST_BODY = 2000;

/** An entry of an inbox on the wire, in the reader's language and the customer's time zone. */
export function notificationMessage(
  row: DeliveryRow,
  reader: { readonly locales: readonly string[]; readonly timeZone: string },
): MessageInitShape<typeof NotificationSchema> {
  const catalog = catalogFor(...reader.locales);
  const body = bodyOf(catalog, row, reader.timeZone);
  const lines = [...body.paragraphs, ...body.list, ...(body.more > 0 ? [catalog.more(body.more)] : [])];
  const resourceId = resourceOf(row, row.resourceId);
  return {
    id: notificationIdOf(row._id),
    customerId: row.customerId,
    kind: KINDS[row.kind],
    title: titleOf(catalog, row),
    body: lines.join("\n").slice(0, MOST_BODY),
    linkPath: linkPathOf(row, resourceId),
    resourceId,
    ...(row.readTime ? { readTime: timestampFromDate(row.readTime) } : {}),
    createTime: timestampFromDate(row.createTime),
  };
}

/** A delivery on the wire. */
export function deliveryMessage(row: DeliveryRow): MessageInitShape<typeof DeliverySchema> {
  return {
    id: row._id,
    customerId: row.customerId,
    channel: CHANNELS[row.channel],
    kind: KINDS[row.kind],
    recipientAddress: row.address ?? row.recipient,
    recipientName: row.name,
    subject: row.subject ?? titleOf(catalogFor(), row),
    state: STATES[row.state],
    attempts: (row.attempts ?? []).map(({ time, error }) => ({ time: timestampFromDate(time), error })),
    ...(row.nextAttemptTime ? { nextAttemptTime: timestampFromDate(row.nextAttemptTime) } : {}),
    eventId: row.eventIds[0] ?? "",
    resourceId: resourceOf(row, row.resourceId),
    createTime: timestampFromDate(row.createTime),
    updateTime: timestampFromDate(row.updateTime),
    etag: etagOf(row),
    ...(row.recipient.startsWith("usr_") ? { userId: row.recipient } : { employeeId: row.recipient }),
  };
}

/** What a user wants to be told, on the wire; undefined: the usual. */
export const preferencesMessage = (
  row: Pick<PreferenceRow, "language" | "off"> | undefined,
): MessageInitShape<typeof PreferencesSchema> => ({
  language: row?.language ?? "",
  kinds: CHOSEN_KINDS.map((kind) => ({
    kind: KINDS[kind],
    inApp: !row?.off.includes(`${kind}/in_app`),
    email: !row?.off.includes(`${kind}/email`),
    inAppMandatory: isMandatory(kind, "in_app"),
    emailMandatory: isMandatory(kind, "email"),
  })),
});
