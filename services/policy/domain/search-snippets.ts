/** A part of a text; `highlighted`: one of the words looked for. */
export interface MarkedSpan {
  readonly text: string;
  readonly highlighted: boolean;
}

/** Characters of a text that are searched for passages. */
const SEARCHED = 200_000;
/** Characters of a passage. */
const PASSAGE = 200;
/** Most passages of one text. */
const MOST_PASSAGES = 3;

interface Hit {
  readonly start: number;
  readonly end: number;
}

/**
 * The beginnings that a word of a text must have to count as one looked for: those of the query without what English
 * adds to words, so that "passwords" finds "password" too. Words after a minus are left out.
 */
export function rootsOf(query: string): string[] {
  const words = query.matchAll(/(-?)([\p{L}\p{N}]+)/gu);
  const wanted = Array.from(words, ([, minus, word]) => (minus ? "" : (word ?? "").toLowerCase()));
  return [...new Set(wanted.filter((word) => word !== "").map(rootOf))];
}

function rootOf(word: string): string {
  const ending = /(?:ies|es|s|ing|ed|e|y)$/.exec(word)?.[0] ?? "";
  return word.length - ending.length >= 4 ? word.slice(0, word.length - ending.length) : word;
}

/** A text with every word that begins with one of the roots marked. */
export function markWords(text: string, roots: readonly string[]): MarkedSpan[] {
  return marked(text, hitsIn(text, roots));
}

/** Up to 3 passages of a Markdown text that hold the most words looked for, as plain text, in the text's order. */
export function snippetsOf(markdown: string, roots: readonly string[]): MarkedSpan[][] {
  const text = plainText(markdown.slice(0, SEARCHED));
  const passages: (Hit & { readonly worth: number })[] = [];
  for (const passage of candidates(text, hitsIn(text, roots), roots)) {
    const last = passages.at(-1);
    if (!last || passage.start >= last.end) passages.push(passage);
    else if (passage.worth > last.worth) passages[passages.length - 1] = passage;
  }
  const best = passages.toSorted((a, b) => b.worth - a.worth).slice(0, MOST_PASSAGES);
  return best
    .toSorted((a, b) => a.start - b.start)
    .map(({ start, end }) => {
      const cut = text.slice(start, end).replaceAll(/\s+/g, " ").trim();
      const [before, after] = [start > 0 ? "… " : "", end < text.length ? " …" : ""];
      return markWords(`${before}${cut}${after}`, roots);
    });
}

function hitsIn(text: string, roots: readonly string[]): Hit[] {
  if (roots.length === 0) return [];
  const beginning = new RegExp(`(?<![\\p{L}\\p{N}])(?:${roots.join("|")})[\\p{L}\\p{N}]*`, "giu");
  return Array.from(text.matchAll(beginning), ({ index, 0: word }) => ({
    start: index,
    end: index + word.length,
  }));
}

/** A passage around each hit; more different words are worth more than the same one again. */
function* candidates(text: string, hits: readonly Hit[], roots: readonly string[]) {
  for (const [first, hit] of hits.entries()) {
    const start = wordBorder(text, Math.max(0, hit.start - PASSAGE / 4), -1);
    const end = wordBorder(text, Math.min(text.length, start + PASSAGE), 1);
    let last = first;
    while (last + 1 < hits.length && (hits[last + 1]?.end ?? end + 1) <= end) last++;
    const words = hits.slice(first, last + 1).map((one) => text.slice(one.start, one.end).toLowerCase());
    const different = roots.filter((root) => words.some((word) => word.startsWith(root))).length;
    yield { start, end, worth: different * 100 + words.length };
  }
}

/** The nearest place outside a word, at most 30 characters away. */
function wordBorder(text: string, at: number, step: 1 | -1): number {
  let place = at;
  for (let moved = 0; moved < 30 && place > 0 && place < text.length; moved++) {
    const before = text[place - 1] ?? " ";
    if (/\s/.test(before) || (step === 1 && /\s/.test(text[place] ?? " "))) return place;
    place += step;
  }
  return place;
}

/** What a reader sees of a Markdown text, near enough for a passage: without headings' marks, links' targets, emphasis. */
const plainText = (markdown: string): string =>
  markdown
    .replaceAll(/^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|\d+[.)][ \t]+)/gm, "")
    .replaceAll(/!?\[([^\]\n]{0,300})\]\([^)\n]{0,2000}\)/g, "$1")
    .replaceAll(/[*_`~|]+/g, "")
    .replaceAll(/\\([!-/:-@[-`{-~])/g, "$1");

function marked(text: string, hits: readonly Hit[]): MarkedSpan[] {
  const spans: MarkedSpan[] = [];
  let from = 0;
  for (const { start, end } of hits) {
    if (start > from) spans.push({ text: text.slice(from, start), highlighted: false });
    spans.push({ text: text.slice(start, end), highlighted: true });
    from = end;
  }
  if (from < text.length) spans.push({ text: text.slice(from), highlighted: false });
  return spans;
}
