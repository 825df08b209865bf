/** How e-mail addresses are compared: without regard to case. */
export const emailKey = (email: string): string => email.normalize("NFKC").trim().toLowerCase();

/** What a search for a part of a name or an address looks into; no query has a line break. */
export const searchText = (user: { readonly nameKey: string; readonly emailKey: string }): string =>
  `${user.nameKey}\n${user.emailKey}`;

/** How names are compared and sorted: without regard to case, form of accents or doubled blanks. */
export const nameKey = (name: string): string =>
  name.normalize("NFKC").trim().replaceAll(/\s+/g, " ").toLowerCase();
