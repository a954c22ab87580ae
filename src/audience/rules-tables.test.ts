import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSecondsFor } from './rules.js';
import { rulesTables, withRulesTables } from './rules-tables.js';

const document = readFileSync(new URL('../../docs/counting.md', import.meta.url), 'utf8');

describe('docs/counting.md', () => {
  it('has a place for every table and holds them as the code has them; else: node scripts/counting-doc.mjs', () => {
    for (const name of Object.keys(rulesTables())) expect(document).toContain(`<!-- ${name} -->\n`);
    expect(document).toBe(withRulesTables(document));
  });
});

describe('the seconds that make a read', () => {
  it.each([
    [0, 10],
    [50, 10],
    [300, 60],
    [800, 160],
    [5000, 180],
  ])('%i words: %i s', (words, seconds) => expect(readSecondsFor(words)).toBe(seconds));
});
