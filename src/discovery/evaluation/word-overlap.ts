/**
 * F1 over the words of two texts as multisets: a word said twice counts twice. Words are those of Intl.Segmenter,
 * in lower case. Two empty texts agree.
 */
export function wordF1(ours: string, expected: string): number {
  const [have, want] = [wordsOf(ours), wordsOf(expected)];
  return f1Of(have, want);
}

/** The same over whole names, which agree when they have the same letters and figures. */
export function namesF1(ours: readonly string[], expected: readonly string[]): number {
  return f1Of(ours.map(foldText), expected.map(foldText));
}

function f1Of(ours: readonly string[], expected: readonly string[]): number {
  if (ours.length === 0 && expected.length === 0) return 1;
  const left = new Map<string, number>();
  for (const item of expected) left.set(item, (left.get(item) ?? 0) + 1);
  let common = 0;
  for (const item of ours) {
    const count = left.get(item) ?? 0;
    if (count > 0) common += 1;
    left.set(item, count - 1);
  }
  return (2 * common) / (ours.length + expected.length);
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

function wordsOf(text: string): string[] {
  const words: string[] = [];
  // By line: the segmenter slows down with the length of what it is given.
  for (const line of text.split('\n')) {
    for (const { segment, isWordLike } of segmenter.segment(line))
      if (isWordLike) words.push(segment.toLowerCase());
  }
  return words;
}

/** Letters and figures only, in lower case: typography does not count. */
export const foldText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');

const nearWordF1 = 0.75;
const shortestPart = 12;

export const isSameTitle = (ours: string, expected: string): boolean => foldText(ours) === foldText(expected);

/**
 * A title is right when it is the expected one but for typography, when one of the two only adds a kicker or the site
 * to the other, or when it says it in nearly the same words (word F1 of 0.75).
 */
export function isRightTitle(ours: string, expected: string): boolean {
  const [have, want] = [foldText(ours), foldText(expected)];
  if (have === want) return true;
  const shorter = Math.min(have.length, want.length);
  const isPart = shorter >= shortestPart && (have.includes(want) || want.includes(have));
  return isPart || wordF1(ours, expected) >= nearWordF1;
}
