import type { HistoryEntry } from "./obligation.ts";

/** The particulars of an entry in English, for those who read the contract as it is. */
export function historyWords(entry: HistoryEntry): string {
  if (entry.detail !== undefined) return entry.detail;
  const { action, dueDate, version, earlierVersion, reminder, byHand, escalationLevel, cancelReason } = entry;
  const commented = (words: string, between: string): string =>
    entry.comment ? `${words}${between}${entry.comment}` : words;
  switch (action) {
    case "REQUESTED":
    case "REOPENED":
    case "RESUMED":
      return commented(`due ${dueDate}`, "; ");
    case "OPENED":
    case "ACKNOWLEDGED":
      return `version ${version}`;
    case "MOVED":
      return `version ${earlierVersion} to ${version}`;
    case "REMINDED":
      return `reminder ${reminder}${byHand ? ", by hand" : ""}`;
    case "ESCALATED":
      return `level ${escalationLevel}`;
    case "CANCELLED":
      return commented((cancelReason ?? "").toLowerCase().replaceAll("_", " "), ": ");
    case "PAUSED":
      return "on leave";
  }
}
