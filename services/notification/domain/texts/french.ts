import type { Catalog } from "../catalog.ts";
import type { AccountChange, OverdueItem, ReminderItem } from "../message.ts";
import { PRODUCT } from "../product.ts";
import { only, paragraphs } from "./forms.ts";

const ACCOUNT_CHANGES: Readonly<Record<AccountChange, string>> = {
  password_changed: "Votre mot de passe a été changé",
  password_reset: "Votre mot de passe a été réinitialisé",
  totp_enabled: "Une application d’authentification a été ajoutée à votre compte",
  totp_disabled: "L’application d’authentification a été retirée de votre compte",
  recovery_codes_regenerated: "Votre compte a de nouveaux codes de récupération",
  recovery_code_used: "Un code de récupération a servi à se connecter à votre compte",
};

/** French counts zero and one alike. */
const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString("fr")} ${number < 2 ? one : many}`;

const said = (comment: string): string => (comment === "" ? "" : `Commentaire : ${comment}`);

const dueLine = (item: ReminderItem, day: string): string =>
  `${item.title}, ${item.daysUntilDue < 0 ? "l’échéance était le" : "échéance le"} ${day}`;

const overdueLine = (item: OverdueItem, day: string): string => {
  const who = item.department === "" ? item.employeeName : `${item.employeeName} (${item.department})`;
  return `${who} : ${item.title}, échéance le ${day}, ${count(item.daysOverdue, "jour")} de retard`;
};

/** The French texts. */
export const french: Catalog = {
  locale: "fr-FR",
  greeting: (name) => (name === "" ? "Bonjour," : `Bonjour ${name},`),
  more: (number) => `et ${number.toLocaleString("fr")} de plus`,
  footer: (brand) =>
    brand === PRODUCT
      ? `Vous recevez ce message parce que vous avez un compte chez ${PRODUCT}.`
      : `Vous recevez ce message parce que ${brand} utilise Countersign pour ses politiques.`,
  kinds: {
    acknowledgement_requested: {
      title: ({ items }) => {
        const item = only(items);
        return item ? `À lire et à signer : ${item.title}` : `${items.length} politiques à lire et à signer`;
      },
      body: ({ items }, say) => ({
        paragraphs: [
          items.length === 1
            ? "Une politique attend votre signature."
            : `${items.length} politiques attendent votre signature.`,
        ],
        list: items.map((item) => `${item.title}, échéance le ${say.day(item.dueTime)}`),
        more: 0,
        action: "Lire et signer",
      }),
    },
    reminder: {
      title: ({ items }) => {
        const item = only(items);
        const late = items.some((each) => each.daysUntilDue < 0);
        if (item) return late ? `En retard : ${item.title}` : `Rappel : à signer, ${item.title}`;
        return `${late ? "En retard" : "Rappel"} : ${items.length} politiques attendent votre signature`;
      },
      body: ({ items }, say) => ({
        paragraphs: ["Merci de lire et de signer ce qui reste ouvert."],
        list: items.map((item) => dueLine(item, say.day(item.dueTime))),
        more: 0,
        action: "Lire et signer",
      }),
    },
    escalation: {
      title: ({ totalCount, daysOverdue }) =>
        `${count(totalCount, "signature")} en retard d’au moins ${count(daysOverdue, "jour")}`,
      body: ({ totalCount, employeeCount, daysOverdue, items }, say) => ({
        paragraphs: [
          `${count(totalCount, "signature")} de ${count(employeeCount, "personne")} ` +
            `${totalCount === 1 ? "est" : "sont"} en retard d’au moins ${count(daysOverdue, "jour")}.`,
        ],
        list: items.map((item) => overdueLine(item, say.day(item.dueTime))),
        more: totalCount - items.length,
        action: "Voir les retards",
      }),
    },
    confirmation: {
      title: ({ title }) => `Signé : ${title}`,
      body: ({ title, version, signTime, renewalDueTime }, say) =>
        paragraphs(
          "Voir le reçu",
          `Vous avez signé « ${title} », version ${version}, le ${say.minute(signTime)}. Votre reçu est prêt.`,
          renewalDueTime ? `La signature est à renouveler avant le ${say.day(renewalDueTime)}.` : "",
        ),
    },
    approval_wanted: {
      title: ({ subject, title, key }) =>
        subject === "version"
          ? `Approbation demandée : ${title}`
          : `Approbation demandée : ${key} dans ${title}`,
      body: ({ subject, title, number, key, byName, comment }) =>
        paragraphs(
          "Examiner",
          subject === "version"
            ? `${byName || "Quelqu’un"} demande votre décision sur la version ${number} de « ${title} ».`
            : `${byName || "Quelqu’un"} propose une nouvelle valeur de ${key} dans « ${title} » et demande votre décision.`,
          said(comment),
        ),
    },
    policy_update: {
      title: ({ change, title }) =>
        ({
          published: `Publié : ${title}`,
          approved: `Approuvé : ${title}`,
          rejected: `Refusé : ${title}`,
        })[change],
      body: ({ change, title, version, byName, comment }) =>
        paragraphs(
          "Ouvrir la politique",
          {
            published: `La version ${version} de « ${title} » est en vigueur.`,
            approved: `La version ${version} de « ${title} » a toutes ses approbations et peut être publiée.`,
            rejected: `${byName || "Un approbateur"} a refusé la version ${version} de « ${title} ». Elle redevient un brouillon.`,
          }[change],
          said(comment),
        ),
    },
    review_due: {
      title: ({ title, daysUntilDue }) =>
        daysUntilDue < 0 ? `Révision en retard : ${title}` : `Révision à faire : ${title}`,
      body: ({ title, dueTime, daysUntilDue }, say) =>
        paragraphs(
          "Réviser la politique",
          `« ${title} » ${daysUntilDue < 0 ? "était" : "est"} à réviser avant le ${say.day(dueTime)}.`,
          "Si elle reste valable, consignez la révision ; sinon, commencez une nouvelle version.",
        ),
    },
    import_finished: {
      title: ({ completed, refused }) => {
        if (!completed) return "Votre import de personnes a échoué";
        return refused === 0
          ? "Votre import de personnes est terminé"
          : `Votre import de personnes est terminé, ${count(refused, "ligne refusée", "lignes refusées")}`;
      },
      body: ({ completed, created, updated, deactivated, refused, failure }) =>
        paragraphs(
          "Voir le résultat",
          failure,
          `${completed ? "" : "Avant l’échec : "}créations : ${created} ; modifications : ${updated} ; ` +
            `désactivations : ${deactivated} ; refus : ${refused}.`,
        ),
    },
    invitation: {
      title: ({ byName }) => `${byName || "Quelqu’un"} vous invite à vous connecter`,
      body: ({ byName, expireTime }, say) =>
        paragraphs(
          "Choisir un mot de passe",
          `${byName || "Quelqu’un"} vous a ouvert un compte. Choisissez un mot de passe pour vous connecter.`,
          `Le lien sert une seule fois, jusqu’au ${say.minute(expireTime)}.`,
        ),
    },
    password_reset: {
      title: () => "Choisir un nouveau mot de passe",
      body: ({ expireTime }, say) =>
        paragraphs(
          "Choisir un nouveau mot de passe",
          "Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour votre compte.",
          `Le lien sert une seule fois, jusqu’au ${say.minute(expireTime)}. Si ce n’était pas vous, vous n’avez rien à faire.`,
        ),
    },
    magic_link: {
      title: () => "Votre lien de connexion",
      body: ({ expireTime }, say) =>
        paragraphs(
          "Se connecter",
          "Quelqu’un, sans doute vous, a demandé un lien de connexion.",
          `Le lien sert une seule fois, jusqu’au ${say.minute(expireTime)}. Ne le transmettez pas. Si ce n’était pas vous, ` +
            "vous n’avez rien à faire.",
        ),
    },
    account_changed: {
      title: ({ change }) => ACCOUNT_CHANGES[change],
      body: ({ change, time, ipAddress, byName }, say) =>
        paragraphs(
          "Voir vos connexions",
          `${ACCOUNT_CHANGES[change]} le ${say.minute(time)}` +
            `${byName === "" ? "" : ` par ${byName}`}${ipAddress === "" ? "" : `, depuis ${ipAddress}`}.`,
          "Si cela vous surprend, choisissez un nouveau mot de passe maintenant et prévenez votre administrateur.",
        ),
    },
  },
};
