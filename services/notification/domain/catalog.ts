import { DateTime, IANAZone } from "luxon";
import type { Facts, Kind, Message } from "./message.ts";
import { oneLine } from "./one-line.ts";
import { english } from "./texts/english.ts";
import { french } from "./texts/french.ts";
import { german } from "./texts/german.ts";

/** How values are written for one reader. */
export interface Say {
  /** The day of an instant in the customer's time zone, such as "3 April 2026". */
  readonly day: (time: Date) => string;
  /** The day and minute with the zone's name. */
  readonly minute: (time: Date) => string;
}

/** The body of a message. All strings are plain text, whatever people wrote into them. */
export interface Body {
  readonly paragraphs: readonly string[];
  /** Things to act on, one line each. */
  readonly list: readonly string[];
  /** How many more there are than `list` has. */
  readonly more: number;
  /** The label of the link. */
  readonly action: string;
}

/** The texts of one kind of message. A title has no dates, so that it reads the same everywhere. */
export interface Texts<F> {
  readonly title: (facts: F) => string;
  readonly body: (facts: F, say: Say) => Body;
}

/** All texts of one language. A further language is one more file in `texts` and one more entry below. */
export interface Catalog {
  /** BCP 47; also how dates are written. */
  readonly locale: string;
  readonly greeting: (name: string) => string;
  readonly more: (count: number) => string;
  /** Why the reader gets this mail. */
  readonly footer: (brand: string) => string;
  readonly kinds: { readonly [K in Kind]: Texts<Facts[K]> };
}

/** Every language that messages are written in, those of the web client. */
export const CATALOGS: readonly Catalog[] = [english, german, french];

/** Longest title and subject line, in characters. */
const MOST_TITLE = 200;

/** The first catalog that fits one of the wanted languages (BCP 47, best first); English when none does. */
export function catalogFor(...wanted: readonly string[]): Catalog {
  const primary = (locale: string): string => locale.split("-")[0]?.toLowerCase() ?? "";
  for (const locale of wanted) {
    const found = CATALOGS.find((catalog) => primary(catalog.locale) === primary(locale));
    if (found) return found;
  }
  return english;
}

/** The title of a message: its subject line in a mail. One line, at most 200 characters. */
export const titleOf = <K extends Kind>(catalog: Catalog, message: Message<K>): string =>
  oneLine(catalog.kinds[message.kind].title(message.content), MOST_TITLE);

/** The body of a message for a reader in a time zone; an unknown zone counts as UTC. */
export function bodyOf<K extends Kind>(catalog: Catalog, message: Message<K>, timeZone: string): Body {
  const known = IANAZone.create(timeZone);
  const zone = known.isValid ? known : IANAZone.create("UTC");
  const written = (time: Date, format: Intl.DateTimeFormatOptions): string =>
    DateTime.fromJSDate(time, { zone }).setLocale(catalog.locale).toLocaleString(format);
  const body = catalog.kinds[message.kind].body(message.content, {
    day: (time) => written(time, DateTime.DATE_FULL),
    minute: (time) => `${written(time, DateTime.DATETIME_MED)} (${zone.name})`,
  });
  return {
    ...body,
    paragraphs: body.paragraphs.map((text) => oneLine(text)).filter((text) => text !== ""),
    list: body.list.map((text) => oneLine(text)),
  };
}
