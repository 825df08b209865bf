import type { Catalog } from "../catalog.ts";
import type { AccountChange, OverdueItem, ReminderItem } from "../message.ts";
import { PRODUCT } from "../product.ts";
import { only, paragraphs } from "./forms.ts";

const ACCOUNT_CHANGES: Readonly<Record<AccountChange, string>> = {
  password_changed: "Your password was changed",
  password_reset: "Your password was reset",
  totp_enabled: "An authenticator was added to your account",
  totp_disabled: "The authenticator was removed from your account",
  recovery_codes_regenerated: "Your account has new recovery codes",
  recovery_code_used: "A recovery code was used to sign in to your account",
};

const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

const said = (comment: string): string => (comment === "" ? "" : `Comment: ${comment}`);

const dueLine = (item: ReminderItem, day: string): string =>
  `${item.title}, ${item.daysUntilDue < 0 ? "was due" : "due"} on ${day}`;

const overdueLine = (item: OverdueItem, day: string): string => {
  const who = item.department === "" ? item.employeeName : `${item.employeeName} (${item.department})`;
  return `${who}: ${item.title}, due on ${day}, ${count(item.daysOverdue, "day")} overdue`;
};

/** The English texts. */
export const english: Catalog = {
  locale: "en-GB",
  greeting: (name) => (name === "" ? "Hello," : `Hello ${name},`),
  more: (number) => `and ${number.toLocaleString("en")} more`,
  footer: (brand) =>
    brand === PRODUCT
      ? `You get this mail because you have an account at ${PRODUCT}.`
      : `You get this mail because ${brand} uses Countersign for its policies.`,
  kinds: {
    acknowledgement_requested: {
      title: ({ items }) => {
        const item = only(items);
        return item ? `Please read and sign: ${item.title}` : `Please read and sign ${items.length} policies`;
      },
      body: ({ items }, say) => ({
        paragraphs: [
          items.length === 1
            ? "A policy waits for your signature."
            : `${items.length} policies wait for your signature.`,
        ],
        list: items.map((item) => `${item.title}, due on ${say.day(item.dueTime)}`),
        more: 0,
        action: "Read and sign",
      }),
    },
    reminder: {
      title: ({ items }) => {
        const item = only(items);
        const late = items.some((each) => each.daysUntilDue < 0);
        if (item) return late ? `Overdue: ${item.title}` : `Reminder: please sign ${item.title}`;
        return late
          ? `Overdue: ${items.length} policies wait for your signature`
          : `Reminder: ${items.length} policies wait for your signature`;
      },
      body: ({ items }, say) => ({
        paragraphs: ["Please read and sign what is still open."],
        list: items.map((item) => dueLine(item, say.day(item.dueTime))),
        more: 0,
        action: "Read and sign",
      }),
    },
    escalation: {
      title: ({ totalCount, daysOverdue }) =>
        `${count(totalCount, "signature")} overdue by ${count(daysOverdue, "day")} or more`,
      body: ({ totalCount, employeeCount, daysOverdue, items }, say) => ({
        paragraphs: [
          `${count(totalCount, "signature")} of ${count(employeeCount, "person", "people")} ` +
            `${totalCount === 1 ? "is" : "are"} overdue by ${count(daysOverdue, "day")} or more.`,
        ],
        list: items.map((item) => overdueLine(item, say.day(item.dueTime))),
        more: totalCount - items.length,
        action: "See who is late",
      }),
    },
    confirmation: {
      title: ({ title }) => `Signed: ${title}`,
      body: ({ title, version, signTime, renewalDueTime }, say) =>
        paragraphs(
          "See the receipt",
          `You signed ${title}, version ${version}, on ${say.minute(signTime)}. Your receipt is ready.`,
          renewalDueTime ? `The signature is to be renewed by ${say.day(renewalDueTime)}.` : "",
        ),
    },
    approval_wanted: {
      title: ({ subject, title, key }) =>
        subject === "version" ? `Approval wanted: ${title}` : `Approval wanted: ${key} in ${title}`,
      body: ({ subject, title, number, key, byName, comment }) =>
        paragraphs(
          "Review",
          subject === "version"
            ? `${byName || "Somebody"} asks for your decision on version ${number} of ${title}.`
            : `${byName || "Somebody"} proposes a new value of ${key} in ${title} and asks for your decision.`,
          said(comment),
        ),
    },
    policy_update: {
      title: ({ change, title }) =>
        ({
          published: `Published: ${title}`,
          approved: `Approved: ${title}`,
          rejected: `Rejected: ${title}`,
        })[change],
      body: ({ change, title, version, byName, comment }) =>
        paragraphs(
          "Open the policy",
          {
            published: `Version ${version} of ${title} is in force now.`,
            approved: `Version ${version} of ${title} has all its approvals and can be published.`,
            rejected: `${byName || "An approver"} rejected version ${version} of ${title}. It is a draft again.`,
          }[change],
          said(comment),
        ),
    },
    review_due: {
      title: ({ title, daysUntilDue }) =>
        daysUntilDue < 0 ? `Review overdue: ${title}` : `Review due: ${title}`,
      body: ({ title, dueTime, daysUntilDue }, say) =>
        paragraphs(
          "Review the policy",
          `${title} ${daysUntilDue < 0 ? "was" : "is"} to be reviewed by ${say.day(dueTime)}.`,
          "If it still holds, record the review; otherwise start a new version.",
        ),
    },
    import_finished: {
      title: ({ completed, refused }) => {
        if (!completed) return "Your import of employees failed";
        return refused === 0
          ? "Your import of employees is done"
          : `Your import of employees is done, ${count(refused, "row")} refused`;
      },
      body: ({ completed, created, updated, deactivated, refused, failure }) =>
        paragraphs(
          "See the result",
          failure,
          `${completed ? "" : "Before it failed: "}${created} created, ${updated} changed, ` +
            `${deactivated} deactivated, ${refused} refused.`,
        ),
    },
    invitation: {
      title: ({ byName }) => `${byName || "Somebody"} invites you to sign in`,
      body: ({ byName, expireTime }, say) =>
        paragraphs(
          "Choose a password",
          `${byName || "Somebody"} has given you an account. Choose a password to sign in with.`,
          `The link works once, until ${say.minute(expireTime)}.`,
        ),
    },
    password_reset: {
      title: () => "Set a new password",
      body: ({ expireTime }, say) =>
        paragraphs(
          "Set a new password",
          "Somebody, probably you, asked to set a new password for your account.",
          `The link works once, until ${say.minute(expireTime)}. If it wasn't you, you need not do anything.`,
        ),
    },
    magic_link: {
      title: () => "Your link to sign in",
      body: ({ expireTime }, say) =>
        paragraphs(
          "Sign in",
          "Somebody, probably you, asked for a link to sign in with.",
          `The link works once, until ${say.minute(expireTime)}. Don't pass it on. If it wasn't you who asked, ` +
            "you need not do anything.",
        ),
    },
    account_changed: {
      title: ({ change }) => ACCOUNT_CHANGES[change],
      body: ({ change, time, ipAddress, byName }, say) =>
        paragraphs(
          "See your sign-ins",
          `${ACCOUNT_CHANGES[change]} on ${say.minute(time)}` +
            `${byName === "" ? "" : ` by ${byName}`}${ipAddress === "" ? "" : `, from ${ipAddress}`}.`,
          "If that surprises you, set a new password now and tell your administrator.",
        ),
    },
  },
};
