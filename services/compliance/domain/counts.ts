/** Signatures of one policy's material version. While events are under way a number may be below zero. */
export interface Counts {
  readonly pending: number;
  readonly acknowledged: number;
}

/** What one event adds to the counts of a material version. Additions commute: no order and no memory is needed. */
export interface Movement extends Counts {
  readonly materialVersion: number;
}

/** People were asked: each is one more pending, and one fewer acknowledged if an earlier signature ends by it. */
export const requested = (
  materialVersion: number,
  people: readonly { readonly replacesSignature: boolean }[],
): Movement => ({
  materialVersion,
  pending: people.length,
  acknowledged: 0 - people.filter((person) => person.replacesSignature).length,
});

/** One person signed: one fewer pending, one more acknowledged. */
export const signed = (materialVersion: number): Movement => ({
  materialVersion,
  pending: -1,
  acknowledged: 1,
});

/** People need no longer sign: each is one fewer pending. */
export const cancelled = (materialVersion: number, people: number): Movement => ({
  materialVersion,
  pending: 0 - people,
  acknowledged: 0,
});
