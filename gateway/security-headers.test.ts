import { expect, test } from "@jest/globals";
import { contentSecurityPolicy, securityHeaders, WEB_CLIENT } from "./security-headers.ts";

test("the web client's policy allows its own files and API, nothing inline, nothing from elsewhere, no framing", () => {
  const policy = contentSecurityPolicy(WEB_CLIENT);
  for (const directive of [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ])
    expect(policy.split("; ")).toContain(directive);
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
});

test("https alone brings HSTS, and a list of origins `vary`", () => {
  expect(securityHeaders("http://localhost:8080")["strict-transport-security"]).toBeUndefined();
  expect(securityHeaders("https://sign.example")["strict-transport-security"]).toBe("max-age=31536000");
  expect(securityHeaders("", [])).not.toHaveProperty("vary");
  expect(securityHeaders("", ["https://a.example"])).toHaveProperty("vary", "origin");
});
