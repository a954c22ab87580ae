import { describe, expect, it } from 'vitest';
import { plainText } from './plain-text.js';

describe('plain text', () => {
  it.each([
    ['A <b>bold</b> <a href="x">word</a>', 'A bold word'],
    ['A &amp;amp; B', 'A & B'],
    ['Caf&eacute; &#8217;n&#x2019; tea', 'Café ’n’ tea'],
    ['5 < 6 > 4', '5 < 6 > 4'],
    ['OIL <SRD> UP', 'OIL <SRD> UP'],
    ['One<br>Two', 'One Two'],
    ['R&D; AT&T', 'R&D; AT&T'],
    ['bad\u0000 \ud800 end', 'bad end'],
  ])('of %j', (source, text) => {
    expect(plainText(source)).toBe(text);
  });
});
