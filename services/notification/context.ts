import type { ServiceKit } from "../../runtime/service.ts";
import type { Mailer } from "./mail/mailer.ts";
import { DeliveryQueue } from "./store/delivery-queue.ts";
import { DeliveryStore } from "./store/delivery-store.ts";
import { InboxStore } from "./store/inbox-store.ts";
import { PeopleStore } from "./store/people-store.ts";
import { PreferenceStore } from "./store/preference-store.ts";
import { SettledStore } from "./store/settled-store.ts";

/** What the notification service's handlers work with. */
export interface NotificationContext extends ServiceKit {
  readonly people: PeopleStore;
  readonly deliveries: DeliveryStore;
  readonly queue: DeliveryQueue;
  readonly inbox: InboxStore;
  readonly settled: SettledStore;
  readonly preferences: PreferenceStore;
  readonly mailer: Mailer;
  /** Where people reach the platform, without a slash at the end; links in mails begin with it. */
  readonly publicUrl: string;
}

/** Builds the context on the runtime's kit; tests override parts by spreading. */
export const createContext = (kit: ServiceKit, mailer: Mailer): NotificationContext => ({
  ...kit,
  people: new PeopleStore(kit.database),
  deliveries: new DeliveryStore(kit.database),
  queue: new DeliveryQueue(kit.database),
  inbox: new InboxStore(kit.database),
  settled: new SettledStore(kit.database),
  preferences: new PreferenceStore(kit.database),
  mailer,
  publicUrl: publicUrlOf(kit.config),
});

function publicUrlOf({ publicUrl, httpHost, httpPort }: ServiceKit["config"]): string {
  if (publicUrl !== "") return publicUrl.replace(/\/+$/, "");
  const host = httpHost === "0.0.0.0" || httpHost === "::" ? "localhost" : httpHost;
  return `http://${host.includes(":") ? `[${host}]` : host}:${httpPort}`;
}
