import { createHash } from "node:crypto";
import { Code, type ConnectError } from "@connectrpc/connect";
import { reasonOf } from "../../runtime/rpc/error-mapping.ts";
import { escapeHtml } from "../pages/escape-html.ts";
import type { PageAnswer } from "../pages/page.ts";
import { contentSecurityPolicy } from "../security-headers.ts";

const STYLE = `
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 4rem auto; padding: 0 1rem; }
small { opacity: .7; overflow-wrap: anywhere; }
`;
const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

/** What somebody can do about a login that didn't succeed, by reason. */
const NEXT: Readonly<Record<string, string>> = {
  LOGIN_EXPIRED: "Go to the sign-in page and begin again; a login has to be finished within ten minutes.",
  LOGIN_NOT_BELIEVED:
    "Go to the sign-in page and begin again. If it happens again, tell your administrator: the settings of the identity provider may be wrong.",
  LOGIN_DENIED:
    "Begin again, or ask whoever runs your company's identity provider for access to this application.",
  LOGIN_EMAIL_NOT_VERIFIED: "Ask your administrator to have your address verified at the identity provider.",
  LOGIN_REFUSED: "Ask your administrator to give you access. If you have several accounts, try another one.",
  IDENTITY_PROVIDER_UNUSABLE: "Try again in a few minutes. If it stays, tell your administrator.",
  RATE_LIMITED: "Wait a little, then begin again.",
};
const OTHERWISE = "Try again in a few minutes. If it stays, tell your administrator, with the number below.";

/** A plain page for a login that didn't succeed: what happened, and what to do next. */
export function failedLoginPage(error: ConnectError, requestId: string): PageAnswer {
  const next = NEXT[reasonOf(error)] ?? OTHERWISE;
  return {
    status: statusOf(error.code),
    type: "text/html; charset=utf-8",
    body: html(error.rawMessage, next, requestId),
    headers: { "content-security-policy": contentSecurityPolicy({ style: `'sha256-${STYLE_HASH}'` }) },
  };
}

function statusOf(code: Code): number {
  switch (code) {
    case Code.Unauthenticated:
      return 401;
    case Code.InvalidArgument:
      return 400;
    case Code.ResourceExhausted:
      return 429;
    case Code.FailedPrecondition:
    case Code.Unavailable:
    case Code.DeadlineExceeded:
      return 503;
    default:
      return 500;
  }
}

const html = (what: string, next: string, requestId: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>You are not signed in – Countersign</title>
<style>${STYLE}</style>
</head>
<body>
<h1>You are not signed in</h1>
<p>${escapeHtml(what)}</p>
<p>${escapeHtml(next)}</p>
<p><a href="/">Back to the start</a></p>
<p><small>${escapeHtml(requestId)}</small></p>
</body>
</html>
`;
