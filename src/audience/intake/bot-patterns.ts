import { type ListLine, listLines } from './list-lines.js';

/**
 * An operator's own patterns of agents: one regular expression a line, without regard to case; a line that begins with
 * `#` is a comment. Handed back are lines that are no expression, and those that match an agent of no characters:
 * they would drop every reader.
 */
export function parsePatterns(text: string): {
  readonly patterns: readonly RegExp[];
  readonly faults: readonly ListLine[];
} {
  const patterns: RegExp[] = [];
  const faults: ListLine[] = [];
  for (const entry of listLines(text)) {
    const pattern = patternOf(entry.text);
    if (pattern && !pattern.test('')) patterns.push(pattern);
    else faults.push(entry);
  }
  return { patterns, faults };
}

function patternOf(source: string): RegExp | undefined {
  try {
    return new RegExp(source, 'i');
  } catch {
    return undefined;
  }
}
