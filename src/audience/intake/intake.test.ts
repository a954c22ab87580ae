import { describe, expect, it } from 'vitest';
import { countingRules } from '../rules.js';
import { parseRanges } from './address-ranges.js';
import { parseAddress } from './client-address.js';
import { botTest } from './drop-bot.js';
import type { Hit } from './hit.js';
import { intakeSteps, judge } from './intake.js';

const noon = Date.UTC(2026, 4, 12, 12);
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';
const chromeBrands = '"Chromium";v="126", "Google Chrome";v="126", "Not/A)Brand";v="24"';
const chromeOnIphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0.6478.153 Mobile/15E148 Safari/604.1';
const safari =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15';
const oldSafari = safari.replace('17.4', '15.6');
const webView =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.0.0 Mobile Safari/537.36';
const token = { storyId: 's1', readSeconds: 60, signedOnDay: 20_585 };

const reader: Hit = {
  receivedAt: noon,
  address: parseAddress('203.0.114.7'),
  token: { ok: true, value: token },
  agent: firefox,
  acceptLanguage: 'en',
  purpose: '',
  secFetchSite: 'same-origin',
  brands: '',
  signs: [],
  isSecureContext: true,
  isStaff: false,
  visitKind: 'view',
  visitsAt: [noon],
  stayCount: 0,
  isScripted: true,
  isOfOtherSite: false,
  browserKey: 'b1',
};
const { ranges } = parseRanges('198.51.100.0/24');
const verdictOf = (changes: Partial<Hit>) =>
  judge(intakeSteps({ dataCentres: ranges, isBot: botTest([/HouseMonitor/i]) }), { ...reader, ...changes });

describe('intake, step by step', () => {
  it.each<[string, Partial<Hit>]>([
    ['a reader', {}],
    ['a reader with Chrome', { agent: chrome, brands: chromeBrands }],
    ['a reader with Chrome over plain HTTP', { agent: chrome, secFetchSite: '', isSecureContext: false }],
    ['Chrome with its scripts off', { agent: chrome, isScripted: false }],
    ['Chrome on an iPhone, which sends no brands', { agent: chromeOnIphone }],
    ['an older Safari that sends no Sec-Fetch headers', { agent: oldSafari, secFetchSite: '' }],
    ['a web view that sends none', { agent: webView, secFetchSite: '' }],
    ['a page over plain HTTP, where browsers send none', { secFetchSite: '', isSecureContext: false }],
    ['no Accept-Language', { acceptLanguage: '' }],
    ['an address that is not known', { address: undefined }],
  ])('accepts %s', (_what, changes) => expect(verdictOf(changes)).toBe('accepted'));

  it.each<[string, string, string, Partial<Hit>]>([
    ['a forged token', 'unverified', 'forged-token', { token: { ok: false, refusal: { kind: 'forged' } } }],
    ['no token', 'unverified', 'forged-token', { token: { ok: false, refusal: { kind: 'malformed' } } }],
    [
      'an old token',
      'unverified',
      'expired-token',
      { token: { ok: false, refusal: { kind: 'expired', token } } },
    ],
    ['staff', 'staff', 'staff', { isStaff: true }],
    ['a picture in a page of another site', 'unverified', 'other-site', { isOfOtherSite: true }],
    [
      'a crawler',
      'bot',
      'listed-agent',
      { agent: 'Mozilla/5.0 (compatible; Exampledotbot/2.1; +http://example.com/bot)' },
    ],
    ['a library', 'bot', 'listed-agent', { agent: 'curl/8.5.0' }],
    ["an agent of the operator's own list", 'bot', 'listed-agent', { agent: `${firefox} HouseMonitor` }],
    ['no agent', 'bot', 'no-agent', { agent: ' ' }],
    ['a hosting network', 'data-centre', 'data-centre-address', { address: parseAddress('198.51.100.9') }],
    ['a prefetch', 'prefetch', 'prefetch', { purpose: 'prefetch' }],
    ['a prerender by header', 'prefetch', 'prerender', { purpose: 'prefetch;prerender' }],
    ['a prerender by its own word', 'prefetch', 'prerender', { signs: ['prerender'] }],
    ['Safari’s preview', 'prefetch', 'prefetch', { purpose: 'preview' }],
    ['a driven browser', 'bot', 'automated', { signs: ['webdriver'] }],
    ['a headless brand', 'bot', 'automated', { brands: '"HeadlessChrome";v="126"' }],
    ['Firefox without its headers', 'bot', 'missing-headers', { secFetchSite: '' }],
    [
      'Chrome without its headers',
      'bot',
      'missing-headers',
      { agent: chrome, brands: chromeBrands, secFetchSite: '' },
    ],
    ['Chrome without its brands', 'bot', 'missing-headers', { agent: chrome }],
    ['Firefox with brands', 'bot', 'other-brands', { brands: chromeBrands }],
    ['brands of another version', 'bot', 'other-brands', { agent: chrome, brands: '"Chromium";v="131"' }],
    ['Safari without its headers', 'bot', 'missing-headers', { agent: safari, secFetchSite: '' }],
  ])('drops %s as %s: %s', (_what, dropped, reason, changes) =>
    expect(verdictOf(changes)).toEqual({ dropped, reason }),
  );

  it('lets the first step that drops decide', () => {
    expect(verdictOf({ isStaff: true, agent: 'curl/8.5.0' })).toMatchObject({ reason: 'staff' });
  });
});

describe('pace', () => {
  const limit = countingRules.browserViewsPerMinute.value;
  const networkLimit = countingRules.networkViewsPerMinute.value;
  const verdicts = (hits: readonly Partial<Hit>[]) => {
    const steps = intakeSteps();
    // Of many stories: a crowd on one is another step's matter.
    return hits.map((changes, index) =>
      judge(steps, {
        ...reader,
        token: { ok: true as const, value: { ...token, storyId: `story-${index}` } },
        ...changes,
      }),
    );
  };
  const views = (count: number, changes: (index: number) => Partial<Hit>) =>
    Array.from({ length: count }, (_, index) => changes(index));

  it('drops a browser beyond its limit, and only what is beyond', () => {
    const found = verdicts(views(limit + 5, () => ({})));
    expect(found.filter((verdict) => verdict === 'accepted')).toHaveLength(limit);
    expect(found.at(-1)).toEqual({ dropped: 'unverified', reason: 'browser-pace' });
  });

  it('accepts the same number over two minutes', () => {
    const found = verdicts(views(limit, (index) => ({ receivedAt: noon + index * 3000 })));
    expect(new Set(found)).toEqual(new Set(['accepted']));
  });

  it('sees a burst across the turn of a minute', () => {
    const found = verdicts([
      ...views(limit, () => ({ receivedAt: noon + 59_000 })),
      ...views(limit, () => ({ receivedAt: noon + 61_000 })),
    ]);
    expect(found.at(-1)).toMatchObject({ reason: 'browser-pace' });
  });

  it('drops a network beyond its limit, whatever browsers it claims', () => {
    const many = networkLimit + 1;
    const found = verdicts(views(many, (index) => ({ browserKey: `b${index}` })));
    expect(found.at(-2)).toBe('accepted');
    expect(found.at(-1)).toEqual({ dropped: 'unverified', reason: 'network-pace' });
  });

  it('keeps nobody else of a network out for the pace of one browser', () => {
    const flood = views(networkLimit * 2, () => ({}));
    expect(verdicts([...flood, { browserKey: 'another' }]).at(-1)).toBe('accepted');
  });

  it('does not measure what reports no view', () => {
    const found = verdicts(views(limit * 2, () => ({ visitsAt: [] })));
    expect(new Set(found)).toEqual(new Set(['accepted']));
  });
});
