import { expect, test } from "@jest/globals";
import { historyWords } from "./history-words.ts";
import type { Happening, HistoryEntry } from "./obligation.ts";

const entry = (happening: Happening & Pick<HistoryEntry, "detail">): HistoryEntry => ({
  time: new Date(0),
  actor: { userId: "", service: "acknowledgement", name: "" },
  revision: 1,
  ...happening,
});

test.each<[Happening, string]>([
  [{ action: "REQUESTED", dueDate: "2026-03-07", comment: "new laptop" }, "due 2026-03-07; new laptop"],
  [{ action: "REOPENED", dueDate: "2026-03-07" }, "due 2026-03-07"],
  [{ action: "RESUMED", dueDate: "2026-03-09" }, "due 2026-03-09"],
  [{ action: "OPENED", version: 2 }, "version 2"],
  [{ action: "ACKNOWLEDGED", version: 2 }, "version 2"],
  [{ action: "MOVED", earlierVersion: 2, version: 3 }, "version 2 to 3"],
  [{ action: "REMINDED", reminder: 4 }, "reminder 4"],
  [{ action: "REMINDED", reminder: 5, byHand: true }, "reminder 5, by hand"],
  [{ action: "ESCALATED", escalationLevel: 2 }, "level 2"],
  [{ action: "CANCELLED", cancelReason: "OUT_OF_SCOPE" }, "out of scope"],
  [{ action: "CANCELLED", cancelReason: "MANUAL", comment: "on secondment" }, "manual: on secondment"],
  [{ action: "PAUSED" }, "on leave"],
])("%j is said in words", (happening, words) => {
  expect(historyWords(entry(happening))).toBe(words);
});

test("an entry from before there were particulars says what it always said", () => {
  expect(historyWords(entry({ action: "REQUESTED", detail: "due 2026-01-31" }))).toBe("due 2026-01-31");
});
