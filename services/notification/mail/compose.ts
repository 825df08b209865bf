import type { TenantSnapshot } from "#gen/countersign/customer/v1/customer_events_pb.ts";
import { bodyOf, catalogFor, titleOf } from "../domain/catalog.ts";
import { linkPathOf } from "../domain/links.ts";
import { htmlOf, plainTextOf } from "../domain/mail-body.ts";
import { type Message, resourceOf } from "../domain/message.ts";
import { oneLine } from "../domain/one-line.ts";
import { PRODUCT } from "../domain/product.ts";
import type { DeliveryRow } from "../store/delivery-model.ts";
import type { Mail } from "./mailer.ts";

/** What the mail of a delivery is made with. */
export interface Composing {
  readonly row: DeliveryRow;
  /** What is left to say of the row's message. */
  readonly message: Message;
  readonly tenant: TenantSnapshot | undefined;
  /** The recipient's language, BCP 47; empty: the customer's first one. */
  readonly locale: string;
  /** Where people reach the platform, without a slash at the end. */
  readonly publicUrl: string;
  /** The secret part of the message's link; empty: it has none. */
  readonly token: string;
  readonly now: Date;
}

/** Writes the mail of a delivery in the recipient's language, with the customer's name, colours and time zone. */
export function composeMail({ row, message, tenant, locale, publicUrl, token, now }: Composing): Mail {
  const { settings, customer } = tenant ?? {};
  const catalog = catalogFor(...(locale === "" ? [] : [locale]), ...(settings?.languages ?? []));
  const brand = oneLine(settings?.branding?.displayName || customer?.name || PRODUCT);
  const title = titleOf(catalog, message);
  const parts = {
    catalog,
    title,
    body: bodyOf(catalog, message, settings?.timeZone ?? "UTC"),
    recipientName: oneLine(row.name),
    brand,
    logoUrl: settings?.branding?.logoUrl ?? "",
    accentColor: settings?.branding?.accentColor ?? "",
    link:
      publicUrl +
      linkPathOf(message, resourceOf(message, row.resourceId)) +
      (token === "" ? "" : `?token=${encodeURIComponent(token)}`),
  };
  return {
    deliveryId: row._id,
    date: now,
    fromName: brand,
    toName: parts.recipientName,
    toAddress: row.address ?? "",
    subject: title,
    text: plainTextOf(parts),
    html: htmlOf(parts),
  };
}
