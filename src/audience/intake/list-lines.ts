/** A line of an operator's list, with its number in the file, from 1. */
export interface ListLine {
  readonly line: number;
  readonly text: string;
}

/** The lines of a list that say something, trimmed; editors on Windows put a mark before the first. */
export const listLines = (text: string): readonly ListLine[] =>
  text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((line, index) => ({ line: index + 1, text: line.trim() }))
    .filter(({ text }) => text !== '' && !text.startsWith('#'));
