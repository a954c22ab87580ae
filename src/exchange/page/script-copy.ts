import type { PageDocument } from './dom.js';

/** A JSON string long enough to be copy. */
const longString = /"((?:[^"\\]|\\.){200,})"/gs;
const paragraph = /<p[\s>]|\\u003cp[\s>\\]/i;

/** Data inside data inside a script; deeper nesting has not been met. */
const deepest = 3;

/**
 * The copy that a page keeps only in the data of its scripts (a page drawn by the browser): the longest string that
 * holds paragraphs of HTML. Undefined when there is none.
 */
export function copyInScripts(document: PageDocument): string | undefined {
  let best: string | undefined;
  for (const script of document.querySelectorAll('script:not([src])')) {
    for (const text of htmlStrings(script.textContent ?? '', 0)) {
      if (best === undefined || text.length > best.length) best = text;
    }
  }
  return best;
}

function* htmlStrings(source: string, depth: number): Generator<string> {
  if (depth > deepest || !paragraph.test(source)) return;
  for (const { 0: literal } of source.matchAll(longString)) {
    const value = unquoted(literal);
    if (value === undefined || !paragraph.test(value)) continue;
    if (/^\s*</.test(value)) yield value;
    else yield* htmlStrings(value, depth + 1);
  }
}

function unquoted(literal: string): string | undefined {
  try {
    return JSON.parse(literal) as string;
  } catch {
    return undefined;
  }
}
