/** Asks the gateway to keep a session's tokens in cookies. */
export const SESSION_HEADER: [string, string] = ["x-countersign-session", "cookie"];
