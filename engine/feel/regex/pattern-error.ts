/** The text is no regular expression; caught where a pattern is read. */
export class PatternError extends Error {}
