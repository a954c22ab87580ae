import { describe, expect, it } from 'vitest';
import { parsePatterns } from './bot-patterns.js';
import { botTest } from './drop-bot.js';

const { patterns, faults } = parsePatterns(`# our own
^HarbourDesk/
clipping[- ]room
(unclosed
.*
`);
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:147.0) Gecko/20100101 Firefox/147.0';

describe('own bot patterns', () => {
  it.each([
    ['HarbourDesk/2.1', true],
    ['harbourdesk/2.1', true],
    [`${firefox} Clipping Room`, true],
    [`${firefox} HarbourDesk/2.1`, false],
    [firefox, false],
    ['Googlebot/2.1', true],
  ])('%s: %s', (agent, expected) => expect(botTest(patterns)(agent)).toBe(expected));

  it('without which such an agent is taken for a browser', () =>
    expect(botTest()(`${firefox} Clipping Room`)).toBe(false));

  it('tell what is no expression, and what would drop everybody', () =>
    expect(faults).toEqual([
      { line: 4, text: '(unclosed' },
      { line: 5, text: '.*' },
    ]));
});
