/** Makes a slug from a name: lower-case ASCII letters, digits and single hyphens, 2 to 63 characters. */
export function slugify(name: string): string {
  const ascii = name.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  const slug = ascii
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 63)
    .replace(/-+$/, "");
  return slug.length >= 2 ? slug : `customer-${slug || "x"}`;
}

/** How names are compared: without regard to case, accents' form or surrounding and doubled blanks. */
export const nameKey = (name: string): string =>
  name.normalize("NFKC").trim().replaceAll(/\s+/g, " ").toLowerCase();
