import { describe, expect, it } from 'vitest';
import { rulesVersion } from '../rules.js';
import { restatedViews, restatementRulesSchema } from './restatement.js';

const view = (second: number, fields = {}) => ({
  readerKey: 'a',
  occurredAt: second * 1000,
  class: 'valid',
  browser: 'firefox',
  network: 'public',
  ...fields,
});
const views = [
  view(0),
  view(10, { class: 'repeat' }),
  view(50),
  view(60, { readerKey: 'b', network: 'data-centre' }),
  view(70, { readerKey: 'c', browser: 'other' }),
  view(80, { readerKey: 'd', class: 'bot' }),
];
const rules = (fields = {}) => restatementRulesSchema.parse({ version: rulesVersion + 1, ...fields });

describe('views by other rules', () => {
  it.each<[string, object, number]>([
    ['the same rules', {}, 4],
    ['a window of ten seconds', { repeatWindowSeconds: 10 }, 5],
    ['a window of a minute', { repeatWindowSeconds: 60 }, 3],
    ['without data centres', { excludedNetworks: ['data-centre'] }, 3],
    ['without browsers of no family', { excludedBrowsers: ['other'] }, 3],
  ])('%s', (_what, fields, expected) => expect(restatedViews(views, rules(fields))).toBe(expected));

  it.each([{ version: 1 }, {}, { version: 2, repeatWindow: 5 }, { version: 2, excludedNetworks: ['home'] }])(
    'refuses the rules %j',
    (given) => expect(restatementRulesSchema.safeParse(given).success).toBe(false),
  );
});
