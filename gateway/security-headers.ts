/** Response headers by lower-case name. */
export type HeaderSet = Readonly<Record<string, string>>;

/**
 * Headers of every answer. There are no CORS headers: pages of other origins can't read what we say.
 * HSTS (RFC 6797) only when people reach the platform over https.
 */
export function securityHeaders(publicUrl: string): HeaderSet {
  return {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    ...(publicUrl.startsWith("https://") ? { "strict-transport-security": "max-age=31536000" } : {}),
  };
}
