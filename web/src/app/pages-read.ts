/** A page of a list, as it was read with its token. */
export interface PageRead<Page> {
  readonly token: string;
  readonly page: Page;
  /** It may have changed since: it is read anew when it comes into sight. */
  readonly stale: boolean;
}

/** What is read of a list so far. */
export interface PagesRead<Page> {
  /** The first page as it was last, for numbers that stand beside the rows. */
  readonly head: Page;
  /** The pages from the first one on, without gaps: each begins where the one before ends. */
  readonly pages: readonly PageRead<Page>[];
}

/** Up to so many pages, all are read anew at once. */
const FEW = 4;

/** Which pages to read anew: those in sight; of a short list all. The first and the last of them. */
export function wantedAnew(
  pages: readonly unknown[],
  [from, to]: readonly [from: number, to: number],
): readonly [from: number, to: number] {
  const last = pages.length - 1;
  return pages.length <= FEW ? [0, last] : [Math.min(from, last), Math.min(to, last)];
}

/**
 * The pages with some of them read anew, from `from` on; the others are stale now. When rows have come or gone, the new
 * ones end elsewhere than the old ones: then what comes after them is dropped, and read when somebody gets there.
 */
export function withAnew<Page>(
  pages: readonly PageRead<Page>[],
  from: number,
  anew: readonly PageRead<Page>[],
  nextToken: string,
): readonly PageRead<Page>[] {
  const stale = (one: PageRead<Page>): PageRead<Page> => (one.stale ? one : { ...one, stale: true });
  const after = pages.slice(from + anew.length);
  return [
    ...pages.slice(0, from).map(stale),
    ...anew,
    ...(after[0]?.token === nextToken ? after.map(stale) : []),
  ];
}

/** The rows of many pages by their place among all. */
export class Places<Row> {
  /** How many there are. */
  readonly count: number;
  readonly #pages: readonly (readonly Row[])[];
  readonly #starts: readonly number[];
  #all: readonly Row[] | undefined;

  constructor(pages: readonly (readonly Row[])[]) {
    const starts: number[] = [];
    let count = 0;
    for (const rows of pages) {
      starts.push(count);
      count += rows.length;
    }
    this.count = count;
    this.#pages = pages;
    this.#starts = starts;
  }

  /** The page that holds a place; the last one for places beyond. */
  pageOf(place: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= place) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low);
  }

  /** The row at a place. */
  at(place: number): Row | undefined {
    const page = this.pageOf(place);
    return this.#pages[page]?.[place - (this.#starts[page] ?? 0)];
  }

  /** All rows in one array. */
  all(): readonly Row[] {
    this.#all ??= this.#pages.flat();
    return this.#all;
  }
}
