/** The level of a page's headings below its title. */
const TOP = 2;
const LOWEST = 6;

/**
 * Levels of a text's headings on a page, h2 to h6: the text's highest ones stand right below the page's title, and none
 * is left out on the way down, whatever the author did (WCAG technique G141).
 */
export class HeadingLevels {
  readonly #shift: number;
  #before = TOP - 1;

  /** `depths`: of all headings of the text. */
  constructor(depths: readonly number[]) {
    this.#shift = TOP - Math.min(...depths);
  }

  /** The level of the next heading. */
  of(depth: number): number {
    this.#before = Math.min(depth + this.#shift, this.#before + 1, LOWEST);
    return this.#before;
  }
}
