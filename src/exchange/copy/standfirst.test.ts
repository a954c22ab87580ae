import { describe, expect, it } from 'vitest';
import { standfirstFrom } from './standfirst.js';

describe('a standfirst', () => {
  const text = 'By Ann Lee The bridge opened at dawn, two years after the storm, and cars are back.';
  it.each([
    ['The bridge opened at dawn…', ''],
    ['The bridge opened at dawn, two [...]', ''],
    ['The bridge opened at dawn. Read more', ''],
    ['Cars are back over the water', 'Cars are back over the water'],
    ['', ''],
  ])('from “%s”', (summary, standfirst) => {
    expect(standfirstFrom(summary, text)).toBe(standfirst);
  });
});
