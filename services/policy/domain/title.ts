import { invalidField } from "../../../runtime/errors.ts";

/** A title without surrounding blanks, in NFC. Throws INVALID_FIELD when nothing is left. `field` is its path in the request. */
export function cleanTitle(title: string, field: string): string {
  const clean = title.normalize("NFC").trim();
  if (clean === "") throw invalidField(field, "required", "A title is more than blanks.");
  return clean;
}

/** How titles are compared: without regard to case, compatibility forms, and surrounding or doubled blanks. */
export const titleKey = (title: string): string =>
  title.normalize("NFKC").trim().replaceAll(/\s+/g, " ").toLowerCase();

/** Title and summary as they are searched. */
export const searchTextOf = (title: string, summary: string): string => titleKey(`${title} ${summary}`);

/** The words of a query, each of which a search text must contain. */
export const wordsOf = (query: string): string[] =>
  titleKey(query)
    .split(" ")
    .filter((word) => word !== "");
