import type { Message } from "./message.ts";

/** The path in the web client at which the reader of a message acts on it. */
export function linkPathOf(message: Message, resourceId: string): string {
  const id = encodeURIComponent(resourceId);
  switch (message.kind) {
    case "acknowledgement_requested":
    case "reminder":
    case "confirmation":
      return id === "" ? "/acknowledgements" : `/acknowledgements/${id}`;
    case "escalation":
      return "/reports/overdue";
    case "approval_wanted": {
      const page = message.content.subject === "version" ? "review" : "configurations";
      return `/policies/${encodeURIComponent(message.content.policyId)}/${page}`;
    }
    case "policy_update":
    case "review_due":
      return `/policies/${id}`;
    case "import_finished":
      return `/employees/imports/${id}`;
    case "invitation":
      return "/invitation";
    case "password_reset":
      return "/reset-password";
    case "magic_link":
      return "/sign-in/link";
    case "account_changed":
      return "/account/security";
    default:
      return message satisfies never;
  }
}
