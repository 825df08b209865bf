import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";

const WEB = join(import.meta.dirname, "..");
const LANGUAGES = ["en", "de", "fr"];
type Catalog = { readonly [key: string]: string | Catalog };

const catalog = (language: string, area: string): Catalog =>
  JSON.parse(readFileSync(join(WEB, `src/texts/${language}/${area}.json`), "utf8"));
const areas = globSync("*.json", { cwd: join(WEB, "src/texts/en") }).map((file) => file.replace(".json", ""));

/** Every text by its whole key. */
const flat = (texts: Catalog, before = ""): [key: string, text: string][] =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === "string" ? [[before + key, value]] : flat(value, `${before}${key}.`),
  );
const filled = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? "").sort();

test.each(areas)(
  "%s: all languages have the same texts, with the same values to fill in, none of them empty",
  (area) => {
    const english = new Map(flat(catalog("en", area)));
    for (const language of LANGUAGES) {
      const texts = new Map(flat(catalog(language, area)));
      expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
      for (const [key, text] of texts) {
        expect([key, text.trim()]).not.toEqual([key, ""]);
        expect([language, key, filled(text)]).toEqual([language, key, filled(english.get(key) ?? "")]);
      }
    }
  },
);

test("no catalog stands in one language alone", () => {
  for (const language of LANGUAGES)
    expect(globSync("*.json", { cwd: join(WEB, "src/texts", language) }).sort()).toEqual(
      areas.map((area) => `${area}.json`).sort(),
    );
});

test("every key that a component names is there", () => {
  const missing: string[] = [];
  const app = new Set(["app", "work"].flatMap((area) => flat(catalog("en", area)).map(([key]) => key)));
  for (const file of globSync("src/**/*.{ts,tsx}", { cwd: WEB })) {
    const source = readFileSync(join(WEB, file), "utf8");
    const used = [...source.matchAll(/useTexts\(\s*(?:"([\w-]+)")?\s*,?\s*\)/g)].map(([, area]) => area);
    const known = new Set(
      used.flatMap((area) =>
        area && areas.includes(area) ? flat(catalog("en", area)).map(([key]) => key) : [],
      ),
    );
    for (const [, key = ""] of source.matchAll(/\bt\(\s*"([\w.-]+)"/g)) {
      const forms = [key, `${key}_other`];
      if (!forms.some((form) => known.has(form) || app.has(form))) missing.push(`${file}: ${key}`);
    }
    for (const [, text] of source.matchAll(/\btext: "(\w+)",\s*icon:/g))
      if (!app.has(`nav.${text}`)) missing.push(`${file}: nav.${text}`);
  }
  expect(missing).toEqual([]);
});

test("no component has words of its own: they stand in the catalogs", () => {
  const WORDS = /[A-Za-zÀ-ž]{2,}/;
  const found: string[] = [];
  for (const file of globSync("src/**/*.tsx", { cwd: WEB })) {
    const source = readFileSync(join(WEB, file), "utf8").replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
    const between = [...source.matchAll(/<\/?[A-Za-z][^<>{}=]*>([^<>{}]+)<\//g)].map(
      ([, text]) => text ?? "",
    );
    const attributes = [
      ...source.matchAll(/\s(?:label|placeholder|title|description|alt|aria-label|text)="([^"]*)"/g),
    ].map(([, text]) => text ?? "");
    for (const text of [...between, ...attributes])
      if (WORDS.test(text)) found.push(`${file}: ${text.trim()}`);
  }
  expect(found).toEqual([]);
});
