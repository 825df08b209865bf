/** Texts by key; keys may be nested: `{"list": {"title": "…"}}` has `list.title`. */
export interface Catalog {
  readonly [key: string]: string | Catalog;
}

/** What is filled into a text: `{{name}}`. */
export type Values = Readonly<Record<string, string | number>>;

/**
 * The text of a key. With `count` in `values`, the one of its plural form (`key_one`, `key_other`; CLDR's names), of
 * `key_zero` for none if there is one.
 */
export function find(
  catalog: Catalog | undefined,
  key: string,
  values: Values,
  language: string,
): string | undefined {
  if (!catalog) return undefined;
  const { count } = values;
  if (typeof count === "number") {
    const form = new Intl.PluralRules(language).select(count);
    const plural =
      (count === 0 ? at(catalog, `${key}_zero`) : undefined) ??
      at(catalog, `${key}_${form}`) ??
      at(catalog, `${key}_other`);
    if (plural !== undefined) return plural;
  }
  return at(catalog, key);
}

/** Fills values in. */
export const fill = (text: string, values: Values): string =>
  text.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : String(value);
  });

function at(catalog: Catalog, key: string): string | undefined {
  let here: string | Catalog | undefined = catalog;
  for (const part of key.split(".")) here = typeof here === "object" ? here[part] : undefined;
  return typeof here === "string" ? here : undefined;
}
