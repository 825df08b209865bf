/** Most rows of a table: a power of two. */
const MOST = 2 ** 24;

/**
 * Where the rows of a table stand, when their heights become known only as they are drawn: the others count as
 * estimated. A sparse Fenwick tree of the differences, so that no step costs more with more rows. Heights in px.
 */
export class RowOffsets {
  readonly #estimate: number;
  /** By row, how much higher it is than estimated. */
  readonly #difference = new Map<number, number>();
  /** By node of the tree (from 1), the sum of the differences of the rows that it stands for. */
  readonly #sums = new Map<number, number>();

  constructor(estimate: number) {
    this.#estimate = estimate;
  }

  /** Notes a row's height; gives by how much that moves the rows after it. */
  set(row: number, height: number): number {
    const difference = height - this.#estimate;
    const change = difference - (this.#difference.get(row) ?? 0);
    if (change === 0) return 0;
    this.#difference.set(row, difference);
    for (let node = row + 1; node <= MOST; node += node & -node)
      this.#sums.set(node, (this.#sums.get(node) ?? 0) + change);
    return change;
  }

  /** Where a row begins; of the row after the last one: how high all are together. */
  top(row: number): number {
    let top = row * this.#estimate;
    for (let node = row; node > 0; node -= node & -node) top += this.#sums.get(node) ?? 0;
    return top;
  }

  /** The row that stands at a height from the top; beyond the last one: a row that isn't there. */
  at(height: number): number {
    let row = 0;
    let left = height;
    for (let step = MOST / 2; step >= 1; step /= 2) {
      const span = step * this.#estimate + (this.#sums.get(row + step) ?? 0);
      if (span > left) continue;
      row += step;
      left -= span;
    }
    return row;
  }
}
