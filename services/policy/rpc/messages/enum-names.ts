/** The stored names of wire enum numbers, in the order of the enum; UNSPECIFIED and unknown numbers are left out. */
export function namesOf<E extends Readonly<Record<string, number>>>(
  values: E,
  numbers: readonly number[],
): Exclude<keyof E & string, "UNSPECIFIED">[] {
  const names = Object.keys(values) as (keyof E & string)[];
  return names.filter(
    (name): name is Exclude<keyof E & string, "UNSPECIFIED"> =>
      name !== "UNSPECIFIED" && numbers.some((number) => number === values[name]),
  );
}
