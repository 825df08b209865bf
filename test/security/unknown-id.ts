/** An id of a kind that nothing has. */
export const unknownId = (prefix: string): string => `${prefix}_01h2xcejqtf2nbrexx3vqjhp41`;
