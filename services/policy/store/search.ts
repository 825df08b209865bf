/** The condition that a field contains every word somewhere. Words are taken literally. */
export const containsWords = (field: string, words: readonly string[]): object =>
  words.length === 0 ? {} : { $and: words.map((word) => ({ [field]: { $regex: literal(word) } })) };

const literal = (word: string): string => word.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
