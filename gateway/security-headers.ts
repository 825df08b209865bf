/** Response headers by lower-case name. */
export type HeaderSet = Readonly<Record<string, string>>;

/**
 * Headers of every answer, so that whatever a browser takes it for, it runs nothing and is framed by nobody. HSTS
 * (RFC 6797) only when people reach the platform over https. `vary` once answers depend on the origin (`corsOrigins`).
 */
export function securityHeaders(publicUrl: string, corsOrigins: readonly string[] = []): HeaderSet {
  return {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "content-security-policy": contentSecurityPolicy({}),
    ...(publicUrl.startsWith("https://") ? { "strict-transport-security": "max-age=31536000" } : {}),
    ...(corsOrigins.length > 0 ? { vary: "origin" } : {}),
  };
}

/** Headers of pages beside those of every answer: other windows can't reach them, and they ask for no device. */
export const PAGE_HEADERS: HeaderSet = {
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy":
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
};

/** What a page may load, by CSP directive; what is not named, nothing. */
export interface PageSources {
  readonly script?: string;
  readonly style?: string;
  readonly image?: string;
  readonly font?: string;
  readonly connect?: string;
  readonly form?: string;
  readonly manifest?: string;
}

/** What the web client may load: its own files and its own API, nothing inline, nothing from elsewhere. */
export const WEB_CLIENT: PageSources = {
  script: "'self'",
  style: "'self'",
  image: "'self' data:",
  font: "'self'",
  connect: "'self'",
  form: "'self'",
  manifest: "'self'",
};

/** A Content-Security-Policy (https://www.w3.org/TR/CSP3/): everything forbidden but the sources given. */
export function contentSecurityPolicy(sources: PageSources): string {
  const allowed = (directive: string, source: string | undefined): string[] =>
    source === undefined ? [] : [`${directive} ${source}`];
  return [
    "default-src 'none'",
    ...allowed("script-src", sources.script),
    ...allowed("style-src", sources.style),
    ...allowed("img-src", sources.image),
    ...allowed("font-src", sources.font),
    ...allowed("connect-src", sources.connect),
    ...allowed("manifest-src", sources.manifest),
    "base-uri 'none'",
    `form-action ${sources.form ?? "'none'"}`,
    "frame-ancestors 'none'",
  ].join("; ");
}
