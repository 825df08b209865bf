/** What stands in the address after "?": plain texts, so that links are short and readable. */
export type Search = Readonly<Record<string, string>>;

/** Reads `?state=PUBLISHED&q=data`. */
export const readSearch = (text: string): Search => Object.fromEntries(new URLSearchParams(text));

/** Writes it; empty values are left out. */
export function writeSearch(search: Readonly<Record<string, unknown>>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== "") params.set(key, String(value));
  }
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}
