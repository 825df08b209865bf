import { use, useMemo, useSyncExternalStore } from "react";
import { type Catalog, fill, find, type Values } from "./wording.ts";

/** The languages that the client speaks, by BCP 47 tag, each with its own name. */
export const LANGUAGES = { en: "English", de: "Deutsch", fr: "Français" } as const;

/** One of them. */
export type Language = keyof typeof LANGUAGES;

/** Gives a text by its key; `count` chooses singular or plural. */
export type Texts = (key: string, values?: Values) => string;

const STORED = "countersign-language";
const EVERYWHERE = ["app", "errors"];
/** What those who work here need beyond it; comes with their areas. */
const WORK = "work";

/** Catalogs by their paths, to be imported. */
export type CatalogFiles = Readonly<Record<string, () => Promise<Catalog>>>;

/** Those of everybody; work-texts.ts has the others. */
let files: CatalogFiles = import.meta.glob<Catalog>(
  "../texts/*/{app,errors,me,notices,sign-in,to-read}.json",
  { import: "default" },
);

let current: Language = "en";
/** Catalogs of the language in use, by area. */
let catalogs: ReadonlyMap<string, Catalog> = new Map();
const loading = new Map<string, Promise<void>>();
const listeners = new Set<() => void>();

/** Must be awaited before anything is shown. */
export async function startTexts(): Promise<void> {
  await speak(chosenLanguage() ?? languageOf(navigator.languages) ?? "en", EVERYWHERE);
}

/** Makes more catalogs known: those of the areas of people who work here. */
export async function addWorkTexts(more: CatalogFiles): Promise<void> {
  files = { ...files, ...more };
  await loadTexts(WORK);
}

/** Loads the texts of an area, so that its pages can be shown at once. */
export function loadTexts(area: string): Promise<void> {
  if (catalogs.has(area)) return Promise.resolve();
  const spoken = current;
  const key = `${spoken}/${area}`;
  const known = loading.get(key);
  if (known) return known;
  const load = read(spoken, area).then((catalog) => {
    if (spoken === current) show(new Map([...catalogs, [area, catalog]]));
    else return loadTexts(area);
  });
  loading.set(key, load);
  return load;
}

/** The texts of an area, then those of the whole app: `const t = useTexts("people")`. */
export function useTexts(area?: string): Texts {
  const known = useSyncExternalStore(watchTexts, () => catalogs);
  if (area !== undefined && !known.has(area)) use(loadTexts(area));
  return useMemo(() => textsIn(known, [...(area ? [area] : []), "app", WORK]), [known, area]);
}

/** A text of the whole app or of the errors, outside of components: `textOf("errors", "offline")`. Undefined: there is none. */
export const textOf = (area: string, key: string, values: Values = {}): string | undefined => {
  const found = find(catalogs.get(area), key, values, current);
  return found === undefined ? undefined : fill(found, values);
};

/** A text of the first catalog that has it; those of the whole app and of the errors come first. */
export function textAnywhere(key: string, values: Values): string | undefined {
  for (const area of catalogs.keys()) {
    const text = textOf(area, key, values);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** The language in use. */
export const language = (): Language => current;

/** Switches the language and remembers it in this browser. */
export async function chooseLanguage(next: Language): Promise<void> {
  store(next);
  await speak(next, [...catalogs.keys()]);
}

/** Takes the language of a user's account, unless one was chosen in this browser. */
export async function followLanguage(locale: string): Promise<void> {
  const wanted = languageOf([locale]);
  if (wanted && !chosenLanguage() && wanted !== current) await speak(wanted, [...catalogs.keys()]);
}

async function speak(next: Language, areas: readonly string[]): Promise<void> {
  const fresh = await Promise.all(areas.map(async (area) => [area, await read(next, area)] as const));
  current = next;
  document.documentElement.lang = next;
  show(new Map(fresh));
}

function show(next: ReadonlyMap<string, Catalog>): void {
  catalogs = next;
  for (const listener of listeners) listener();
}

function watchTexts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

async function read(tag: Language, area: string): Promise<Catalog> {
  const load = files[`../texts/${tag}/${area}.json`];
  if (!load) throw new Error(`there are no texts ${tag}/${area}`);
  return load();
}

const textsIn =
  (known: ReadonlyMap<string, Catalog>, areas: readonly string[]): Texts =>
  (key, values = {}) => {
    for (const area of areas) {
      const found = find(known.get(area), key, values, current);
      if (found !== undefined) return fill(found, values);
    }
    return key;
  };

function chosenLanguage(): Language | undefined {
  try {
    return languageOf([localStorage.getItem(STORED) ?? ""]);
  } catch {
    return undefined; // storage is forbidden here
  }
}

function store(next: Language): void {
  try {
    localStorage.setItem(STORED, next);
  } catch {
    // storage is forbidden here: it counts until the page is left
  }
}

function languageOf(tags: readonly string[]): Language | undefined {
  for (const tag of tags) {
    const base = tag.split("-")[0]?.toLowerCase() ?? "";
    if (base in LANGUAGES) return base as Language;
  }
  return undefined;
}
