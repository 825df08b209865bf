const key = (importId: string): string => `countersign-import-${importId}`;

/** Keeps what was sent with an import in this tab, so that refused rows can be shown whole and a check be followed by the import. */
export function keepFile(importId: string, csv: string): void {
  try {
    for (const old of Object.keys(sessionStorage).filter((name) => name.startsWith(key(""))))
      sessionStorage.removeItem(old);
    sessionStorage.setItem(key(importId), csv);
  } catch {
    // there is no room, or storage is forbidden: it can be chosen again
  }
}

/** What was sent with an import, if this tab has sent it. */
export function keptFile(importId: string): string | undefined {
  try {
    return sessionStorage.getItem(key(importId)) ?? undefined;
  } catch {
    return undefined; // storage is forbidden here
  }
}
