const DIGITS_COMPARED = 8;

/** How texts are compared: without regard to case, form of accents, surrounding and doubled blanks. */
export const textKey = (text: string): string =>
  text.normalize("NFKC").trim().replaceAll(/\s+/g, " ").toLowerCase();

/** How identifiers are sorted: numbers by value, so that A.5.2 stands before A.5.10. */
export const orderKey = (identifier: string): string =>
  textKey(identifier).replaceAll(/\d+/g, (digits) => digits.padStart(DIGITS_COMPARED, "0"));

/** What a search for words looks in. */
export const searchText = (identifier: string, title: string): string =>
  `${textKey(identifier)} ${textKey(title)}`;

/** The words of a search as regular expressions over `searchText`, every character meant literally. */
export const searchWords = (query: string): string[] =>
  textKey(query)
    .split(" ")
    .filter(Boolean)
    .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
