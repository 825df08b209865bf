import type { Catalog } from "../catalog.ts";
import type { AccountChange, OverdueItem, ReminderItem } from "../message.ts";
import { PRODUCT } from "../product.ts";
import { only, paragraphs } from "./forms.ts";

const ACCOUNT_CHANGES: Readonly<Record<AccountChange, string>> = {
  password_changed: "Ihr Passwort wurde geändert",
  password_reset: "Ihr Passwort wurde zurückgesetzt",
  totp_enabled: "Ihr Konto hat jetzt eine Authentifizierungs-App",
  totp_disabled: "Die Authentifizierungs-App wurde von Ihrem Konto entfernt",
  recovery_codes_regenerated: "Ihr Konto hat neue Wiederherstellungscodes",
  recovery_code_used: "Mit einem Wiederherstellungscode wurde bei Ihrem Konto angemeldet",
};

const count = (number: number, one: string, many: string): string =>
  `${number.toLocaleString("de")} ${number === 1 ? one : many}`;

const signatures = (number: number): string => count(number, "Unterschrift", "Unterschriften");

const said = (comment: string): string => (comment === "" ? "" : `Kommentar: ${comment}`);

const dueLine = (item: ReminderItem, day: string): string =>
  `${item.title}, ${item.daysUntilDue < 0 ? "war fällig" : "fällig"} am ${day}`;

const overdueLine = (item: OverdueItem, day: string): string => {
  const who = item.department === "" ? item.employeeName : `${item.employeeName} (${item.department})`;
  return `${who}: ${item.title}, fällig am ${day}, ${count(item.daysOverdue, "Tag", "Tage")} überfällig`;
};

/** The German texts. */
export const german: Catalog = {
  locale: "de-DE",
  greeting: (name) => (name === "" ? "Guten Tag," : `Guten Tag ${name},`),
  more: (number) => `und ${number.toLocaleString("de")} weitere`,
  footer: (brand) =>
    brand === PRODUCT
      ? `Sie bekommen diese E-Mail, weil Sie ein Konto bei ${PRODUCT} haben.`
      : `Sie bekommen diese E-Mail, weil ${brand} seine Richtlinien mit Countersign verwaltet.`,
  kinds: {
    acknowledgement_requested: {
      title: ({ items }) => {
        const item = only(items);
        return item
          ? `Bitte lesen und unterschreiben: ${item.title}`
          : `Bitte lesen und unterschreiben Sie ${items.length} Richtlinien`;
      },
      body: ({ items }, say) => ({
        paragraphs: [
          items.length === 1
            ? "Eine Richtlinie wartet auf Ihre Unterschrift."
            : `${items.length} Richtlinien warten auf Ihre Unterschrift.`,
        ],
        list: items.map((item) => `${item.title}, fällig am ${say.day(item.dueTime)}`),
        more: 0,
        action: "Lesen und unterschreiben",
      }),
    },
    reminder: {
      title: ({ items }) => {
        const item = only(items);
        const late = items.some((each) => each.daysUntilDue < 0);
        if (item)
          return late ? `Überfällig: ${item.title}` : `Erinnerung: Bitte unterschreiben: ${item.title}`;
        return `${late ? "Überfällig" : "Erinnerung"}: ${items.length} Richtlinien warten auf Ihre Unterschrift`;
      },
      body: ({ items }, say) => ({
        paragraphs: ["Bitte lesen und unterschreiben Sie, was noch offen ist."],
        list: items.map((item) => dueLine(item, say.day(item.dueTime))),
        more: 0,
        action: "Lesen und unterschreiben",
      }),
    },
    escalation: {
      title: ({ totalCount, daysOverdue }) =>
        `${signatures(totalCount)} seit mindestens ${count(daysOverdue, "Tag", "Tagen")} überfällig`,
      body: ({ totalCount, employeeCount, daysOverdue, items }, say) => ({
        paragraphs: [
          `${signatures(totalCount)} von ${count(employeeCount, "Person", "Personen")} ` +
            `${totalCount === 1 ? "ist" : "sind"} seit mindestens ${count(daysOverdue, "Tag", "Tagen")} überfällig.`,
        ],
        list: items.map((item) => overdueLine(item, say.day(item.dueTime))),
        more: totalCount - items.length,
        action: "Überfällige ansehen",
      }),
    },
    confirmation: {
      title: ({ title }) => `Unterschrieben: ${title}`,
      body: ({ title, version, signTime, renewalDueTime }, say) =>
        paragraphs(
          "Quittung ansehen",
          `Sie haben „${title}“, Version ${version}, am ${say.minute(signTime)} unterschrieben. Ihre Quittung liegt bereit.`,
          renewalDueTime ? `Die Unterschrift ist bis ${say.day(renewalDueTime)} zu erneuern.` : "",
        ),
    },
    approval_wanted: {
      title: ({ subject, title, key }) =>
        subject === "version" ? `Freigabe erbeten: ${title}` : `Freigabe erbeten: ${key} in ${title}`,
      body: ({ subject, title, number, key, byName, comment }) =>
        paragraphs(
          "Prüfen",
          subject === "version"
            ? `${byName || "Jemand"} bittet um Ihre Entscheidung über Version ${number} von „${title}“.`
            : `${byName || "Jemand"} schlägt für ${key} in „${title}“ einen neuen Wert vor und bittet um Ihre Entscheidung.`,
          said(comment),
        ),
    },
    policy_update: {
      title: ({ change, title }) =>
        ({
          published: `Veröffentlicht: ${title}`,
          approved: `Freigegeben: ${title}`,
          rejected: `Abgelehnt: ${title}`,
        })[change],
      body: ({ change, title, version, byName, comment }) =>
        paragraphs(
          "Richtlinie öffnen",
          {
            published: `Version ${version} von „${title}“ gilt ab jetzt.`,
            approved: `Version ${version} von „${title}“ hat alle Freigaben und kann veröffentlicht werden.`,
            rejected: `Version ${version} von „${title}“ wurde abgelehnt${byName === "" ? "" : `, und zwar von ${byName}`}. Sie ist wieder ein Entwurf.`,
          }[change],
          said(comment),
        ),
    },
    review_due: {
      title: ({ title, daysUntilDue }) =>
        daysUntilDue < 0 ? `Überprüfung überfällig: ${title}` : `Überprüfung fällig: ${title}`,
      body: ({ title, dueTime, daysUntilDue }, say) =>
        paragraphs(
          "Richtlinie überprüfen",
          `„${title}“ ${daysUntilDue < 0 ? "war" : "ist"} bis ${say.day(dueTime)} zu überprüfen.`,
          "Gilt sie weiter, vermerken Sie die Überprüfung; sonst beginnen Sie eine neue Version.",
        ),
    },
    import_finished: {
      title: ({ completed, refused }) => {
        if (!completed) return "Ihr Import von Personen ist fehlgeschlagen";
        return refused === 0
          ? "Ihr Import von Personen ist fertig"
          : `Ihr Import von Personen ist fertig, ${count(refused, "Zeile", "Zeilen")} abgewiesen`;
      },
      body: ({ completed, created, updated, deactivated, refused, failure }) =>
        paragraphs(
          "Ergebnis ansehen",
          failure,
          `${completed ? "" : "Bis dahin: "}${created} angelegt, ${updated} geändert, ` +
            `${deactivated} deaktiviert, ${refused} abgewiesen.`,
        ),
    },
    invitation: {
      title: ({ byName }) => `${byName || "Jemand"} lädt Sie ein, sich anzumelden`,
      body: ({ byName, expireTime }, say) =>
        paragraphs(
          "Passwort wählen",
          `${byName || "Jemand"} hat Ihnen ein Konto gegeben. Wählen Sie ein Passwort, um sich anzumelden.`,
          `Der Link gilt einmal, bis ${say.minute(expireTime)}.`,
        ),
    },
    password_reset: {
      title: () => "Neues Passwort setzen",
      body: ({ expireTime }, say) =>
        paragraphs(
          "Neues Passwort setzen",
          "Jemand, vermutlich Sie, möchte für Ihr Konto ein neues Passwort setzen.",
          `Der Link gilt einmal, bis ${say.minute(expireTime)}. Waren Sie es nicht, brauchen Sie nichts zu tun.`,
        ),
    },
    magic_link: {
      title: () => "Ihr Link zum Anmelden",
      body: ({ expireTime }, say) =>
        paragraphs(
          "Anmelden",
          "Jemand, vermutlich Sie, hat um einen Link zum Anmelden gebeten.",
          `Der Link gilt einmal, bis ${say.minute(expireTime)}. Geben Sie ihn nicht weiter. Waren Sie es nicht, ` +
            "brauchen Sie nichts zu tun.",
        ),
    },
    account_changed: {
      title: ({ change }) => ACCOUNT_CHANGES[change],
      body: ({ change, time, ipAddress, byName }, say) =>
        paragraphs(
          "Anmeldungen ansehen",
          `${ACCOUNT_CHANGES[change]}. Zeit: ${say.minute(time)}` +
            `${byName === "" ? "" : `; durch ${byName}`}${ipAddress === "" ? "" : `; von ${ipAddress}`}.`,
          "Wenn Sie das überrascht, setzen Sie jetzt ein neues Passwort und sagen Sie es Ihrer Verwaltung.",
        ),
    },
  },
};
