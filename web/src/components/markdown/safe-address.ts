const SAFE = new Set(["http:", "https:", "mailto:", "tel:"]);

/** An address that a link in a text may lead to; undefined for scripts and everything else that isn't a plain link. */
export function safeAddress(url: string): string | undefined {
  if (url.startsWith("#")) return `#s-${url.slice(1)}`;
  try {
    const address = new URL(url, "https://here.invalid");
    return SAFE.has(address.protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}
