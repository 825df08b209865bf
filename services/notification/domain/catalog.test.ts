import { describe, expect, test } from "@jest/globals";
import { type Body, bodyOf, CATALOGS, type Catalog, catalogFor, titleOf } from "./catalog.ts";
import type { AccountChange, Message } from "./message.ts";

const time = new Date("2026-03-03T23:30:00Z");
const link = { linkId: "lnk_1", expireTime: time };
const requested = (title: string) => ({ id: "ack_1", title, dueTime: time, revision: 1 });
const reminded = (title: string, daysUntilDue: number) => ({
  id: "ack_1",
  title,
  dueTime: time,
  daysUntilDue,
});
const overdue = { title: "Titel", employeeName: "Ada", department: "IT", dueTime: time, daysOverdue: 8 };
const decided = { title: "Titel", version: 7, byName: "Ada", comment: "Kurz & gut" };
const wanted = { policyId: "pol_1", title: "Titel", number: 7, byName: "Ada", comment: "Kurz & gut" };
const imported = { created: 11, updated: 12, deactivated: 13, refused: 14 };
const changes: readonly AccountChange[] = [
  "password_changed",
  "password_reset",
  "totp_enabled",
  "totp_disabled",
  "recovery_codes_regenerated",
  "recovery_code_used",
];

/** A message of each kind in each of its forms, and what its title and body must hold in every language. */
const messages: readonly (readonly [message: Message, facts: readonly string[]])[] = [
  [{ kind: "acknowledgement_requested", content: { items: [requested("Titel")] } }, ["Titel", "2026"]],
  [
    { kind: "acknowledgement_requested", content: { items: [requested("Titel"), requested("Zwei")] } },
    ["Titel", "Zwei", "2026", "2 "],
  ],
  [{ kind: "reminder", content: { items: [reminded("Titel", 7)], decidedTime: time } }, ["Titel", "2026"]],
  [{ kind: "reminder", content: { items: [reminded("Titel", -3)], decidedTime: time } }, ["Titel", "2026"]],
  [
    { kind: "reminder", content: { items: [reminded("Titel", 1), reminded("Zwei", -1)], decidedTime: time } },
    ["Titel", "Zwei", "2 "],
  ],
  [
    { kind: "escalation", content: { daysOverdue: 7, totalCount: 61, employeeCount: 42, items: [overdue] } },
    ["61", "42", "7", "Ada (IT)", "Titel", "8 "],
  ],
  [
    { kind: "confirmation", content: { title: "Titel", version: 7, signTime: time, renewalDueTime: time } },
    ["Titel", "7", "2026", "(Europe/Berlin)"],
  ],
  [
    { kind: "approval_wanted", content: { ...wanted, subject: "version", key: "" } },
    ["Titel", "7", "Ada", "Kurz & gut"],
  ],
  [
    { kind: "approval_wanted", content: { ...wanted, subject: "configuration", key: "max_days" } },
    ["Titel", "max_days", "Ada", "Kurz & gut"],
  ],
  [{ kind: "policy_update", content: { ...decided, change: "published" } }, ["Titel", "7", "Kurz & gut"]],
  [{ kind: "policy_update", content: { ...decided, change: "approved" } }, ["Titel", "7", "Kurz & gut"]],
  [
    { kind: "policy_update", content: { ...decided, change: "rejected" } },
    ["Titel", "7", "Ada", "Kurz & gut"],
  ],
  [{ kind: "review_due", content: { title: "Titel", dueTime: time, daysUntilDue: 30 } }, ["Titel", "2026"]],
  [{ kind: "review_due", content: { title: "Titel", dueTime: time, daysUntilDue: -1 } }, ["Titel", "2026"]],
  [
    { kind: "import_finished", content: { ...imported, completed: true, failure: "" } },
    ["11", "12", "13", "14"],
  ],
  [
    { kind: "import_finished", content: { ...imported, completed: false, failure: "The file ends early." } },
    ["11", "12", "13", "14", "The file ends early."],
  ],
  [{ kind: "invitation", content: { ...link, byName: "Ada" } }, ["Ada", "2026", "00:30"]],
  [{ kind: "password_reset", content: link }, ["2026", "00:30"]],
  [{ kind: "magic_link", content: link }, ["2026", "00:30"]],
  ...changes.map(
    (change) =>
      [
        { kind: "account_changed", content: { change, time, ipAddress: "192.0.2.7", byName: "Ada" } },
        ["Ada", "192.0.2.7", "2026", "00:30"],
      ] as const,
  ),
];

const wholeOf = (title: string, body: Body): string =>
  [title, ...body.paragraphs, ...body.list, body.action].join("\n");

const written = (catalog: Catalog, message: Message): string =>
  wholeOf(titleOf(catalog, message), bodyOf(catalog, message, "Europe/Berlin"));

describe.each(CATALOGS.map((catalog) => [catalog.locale, catalog] as const))(
  "the texts in %s",
  (_, catalog) => {
    test.each(messages)("$kind tells all that it has to", (message, facts) => {
      const text = written(catalog, message);
      for (const fact of facts) expect(text).toContain(fact);
      expect(text).not.toMatch(/undefined|NaN|\[object|\$\{/);
    });
  },
);

test("no language repeats another one's sentences", () => {
  for (const [message] of messages) {
    const failure = message.kind === "import_finished" ? message.content.failure : "";
    const sentences = CATALOGS.flatMap((catalog) => {
      const { paragraphs, action } = bodyOf(catalog, message, "UTC");
      return [...new Set([...paragraphs, action])].filter((text) => text !== failure);
    });
    expect(new Set(sentences).size).toBe(sentences.length);
  }
});

test("the first language wanted that there are texts in is taken, English else", () => {
  expect(catalogFor("pt-BR", "de-CH", "fr").locale).toBe("de-DE");
  expect(catalogFor("FR-ca").locale).toBe("fr-FR");
  expect(catalogFor("pt", "").locale).toBe("en-GB");
  expect(catalogFor().locale).toBe("en-GB");
});

test("days are written as the language does", () => {
  const message: Message = { kind: "reminder", content: { items: [reminded("X", 7)], decidedTime: time } };
  const lists = CATALOGS.map((catalog) => bodyOf(catalog, message, "Europe/Berlin").list[0]);
  expect(lists).toEqual([
    "X, due on 4 March 2026",
    "X, fällig am 4. März 2026",
    "X, échéance le 4 mars 2026",
  ]);
});
