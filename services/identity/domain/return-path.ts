import { invalidField } from "../../../runtime/errors.ts";

/** An origin that stands for this site; whatever leads away from it leads to another one. */
const HERE = "https://here.invalid";

/** Printable ASCII without the backslash, which browsers read as a slash. */
const PLAIN = /^[\x21-\x5b\x5d-\x7e]*$/;

/**
 * Where a browser goes after a login: a path of this site with an optional query and fragment; "/" when none was asked
 * for. Throws INVALID_FIELD for anything that leads, or might be read as leading, to another site.
 */
export function returnPath(asked: string): string {
  if (asked === "") return "/";
  const plain = asked.startsWith("/") && !asked.startsWith("//") && PLAIN.test(asked);
  if (plain && URL.canParse(asked, HERE)) {
    const { origin, pathname, search, hash } = new URL(asked, HERE);
    // A path such as "/./" + "/evil" folds into "//evil" only after parsing.
    if (origin === HERE && !pathname.startsWith("//")) return `${pathname}${search}${hash}`;
  }
  throw invalidField("return_path", "same_site", "This is not a path of this site.");
}
