import { describe, expect, it } from 'vitest';
import { parseEcbPlus, parseMasakha, parseNinjsLine, parseTsv } from './related-data.js';

describe('readers of the public sets', () => {
  it.each([
    [
      'plain fields',
      'a\tb\nc\td\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a line break and quotes inside quotes', 'a\t"b ""c""\nd"\n', [['a', 'b "c"\nd']]],
    ['a tab inside quotes, no line end at the end', '"a\tb"\tc', [['a\tb', 'c']]],
    ['a quote in the middle of a field is a quote', 'a "b\tc\n', [['a "b', 'c']]],
    ['an empty field', 'a\t\tb\r\n', [['a', '', 'b']]],
  ])('tsv: %s', (_name, file, rows) => {
    expect(parseTsv(file)).toEqual(rows);
  });

  it('takes the first sentence of ECB+ as the headline', () => {
    const line = JSON.stringify({
      id: '1_1',
      topic: 1,
      seminal_event: '1_a',
      sentences: ['Ferry sinks', 'Two died.'],
    });
    const { text, topic, event } = parseEcbPlus(line);
    expect([text.headline, text.paragraphs, topic, event]).toEqual([
      'Ferry sinks',
      ['Two died.'],
      '1',
      '1_a',
    ]);
  });

  it('reads paragraphs by their indent and the instant from ninjs', () => {
    const { text, subjects } = parseNinjsLine(
      JSON.stringify({
        uri: 'urn:x',
        bodies: [{ value: 'Wheat rose\nagain.\n    Rye fell.\n' }],
        subjects: [{ name: 'wheat' }],
        versioncreated: '1987-03-01T00:00:00Z',
      }),
    );
    expect(text.paragraphs).toEqual(['Wheat rose again.', 'Rye fell.']);
    expect(text.publishedAt).toBe(Date.UTC(1987, 2, 1));
    expect(subjects).toEqual(['wheat']);
  });

  it('reads MasakhaNEWS under the short language tag', () => {
    const [story] = parseMasakha('category\theadline\ttext\turl\nhealth\tHabari\t"A\nB"\thttp://x\n', 'swa');
    expect(story).toMatchObject({ label: 'health', text: { language: 'sw', paragraphs: ['A', 'B'] } });
  });
});
