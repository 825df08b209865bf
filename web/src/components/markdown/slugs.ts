/** Ids of headings, for links to them, as GitHub makes them; `s-` before each, so that none is taken for the page's own. */
export class Slugs {
  readonly #used = new Map<string, number>();

  /** The id of the next heading with this text. */
  of(text: string): string {
    const base = text
      .trim()
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(/\s/g, "-");
    const before = this.#used.get(base) ?? 0;
    this.#used.set(base, before + 1);
    return `s-${base}${before === 0 ? "" : `-${before}`}`;
  }
}
