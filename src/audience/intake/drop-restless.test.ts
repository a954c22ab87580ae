import { describe, expect, it } from 'vitest';
import { minuteMs } from '../../base/clock.js';
import { countingRules } from '../rules.js';
import { parseAddress } from './client-address.js';
import { dropRestless, restlessWatches } from './drop-restless.js';
import type { Hit } from './hit.js';

const noon = Date.UTC(2026, 4, 12, 12);
const browserLimit = countingRules.restlessBrowserViews.value;
const networkLimit = countingRules.restlessNetworkViews.value;

interface Visits {
  readonly count: number;
  /** From one visit to the next. */
  readonly everySeconds: number;
  /** One in so many is stayed on; 0 for none. */
  readonly stayEvery: number;
  readonly browsers?: number;
  readonly address?: string | undefined;
}

/** Views and what of them is told, one after the other; the reasons of the views, in order. */
function reasonsOf({ count, everySeconds, stayEvery, browsers = 1, address = '203.0.114.7' }: Visits) {
  const step = dropRestless(restlessWatches());
  return Array.from({ length: count }, (_, index) => {
    const hit = {
      browserKey: `b${index % browsers}`,
      address: parseAddress(address),
      receivedAt: noon + index * everySeconds * 1000,
      visitsAt: [noon],
      stayCount: 0,
    } as unknown as Hit;
    const verdict = step(hit);
    if (stayEvery > 0 && index % stayEvery === 0) step({ ...hit, visitsAt: [], stayCount: 1 });
    return verdict === 'accepted' ? '' : verdict.reason;
  });
}

describe('views that nobody stays on', () => {
  it.each<[string, Visits, string]>([
    ['a browser that opens and goes on', { count: 300, everySeconds: 5, stayEvery: 0 }, 'browser-restless'],
    ['one that stays on one in twenty', { count: 300, everySeconds: 5, stayEvery: 20 }, 'browser-restless'],
    [
      'a network of made-up browsers',
      { count: 300, everySeconds: 5, stayEvery: 0, browsers: 300 },
      'network-restless',
    ],
    ['a reader of many stories', { count: 300, everySeconds: 20, stayEvery: 2 }, ''],
    ['one who stays on one in nine', { count: 300, everySeconds: 20, stayEvery: 9 }, ''],
    ['a crowd behind one address', { count: 5000, everySeconds: 0.2, stayEvery: 3, browsers: 1 }, ''],
    ['a gallery of forty pictures', { count: browserLimit, everySeconds: 6, stayEvery: 0 }, ''],
    ['a slow browser that tells no leaves', { count: 100, everySeconds: 120, stayEvery: 0 }, ''],
    [
      'many browsers of a private network',
      { count: 300, everySeconds: 5, stayEvery: 0, browsers: 300, address: '10.0.0.7' },
      '',
    ],
    ['browsers without an address', { count: 300, everySeconds: 5, stayEvery: 0, address: '' }, ''],
  ])('%s', (_what, visits, reason) => expect(reasonsOf(visits).at(-1)).toBe(reason));

  it('count until there are many of them', () => {
    const ofBrowser = reasonsOf({ count: 300, everySeconds: 5, stayEvery: 0 });
    expect(ofBrowser.indexOf('browser-restless')).toBeGreaterThanOrEqual(browserLimit);
    const ofNetwork = reasonsOf({ count: 300, everySeconds: 5, stayEvery: 0, browsers: 300 });
    expect(ofNetwork.indexOf('network-restless')).toBeGreaterThanOrEqual(networkLimit);
  });

  it('are not judged before their leaves can have come', () => {
    const rush = reasonsOf({ count: 1000, everySeconds: 0.05, stayEvery: 0, browsers: 1000 });
    expect(new Set(rush)).toEqual(new Set(['']));
  });

  it('count again once people stay there, and after a while', () => {
    const step = dropRestless(restlessWatches());
    const at = (minutes: number, told: Partial<Hit>) =>
      step({
        browserKey: 'b',
        address: parseAddress('203.0.114.7'),
        receivedAt: noon + minutes * minuteMs,
        visitsAt: [noon],
        stayCount: 0,
        ...told,
      } as unknown as Hit);
    for (let view = 0; view < 200; view += 1) at(0, {});
    expect(at(5, {})).toMatchObject({ reason: 'browser-restless' });
    expect(at(5, { visitsAt: [], stayCount: 30 })).toBe('accepted');
    expect(at(6, {})).toBe('accepted');
    for (let view = 0; view < 200; view += 1) at(60, {});
    expect(at(65, {})).toMatchObject({ reason: 'browser-restless' });
    expect(at(300, {})).toBe('accepted');
  });
});

describe('a program among readers', () => {
  /** A quarter of an hour: a program opens a page each second, `readers` come once and stay. Reasons of the readers' views. */
  function readersBeside(program: (index: number) => Partial<Hit>, address: string) {
    const step = dropRestless(restlessWatches());
    const tell = (hit: Partial<Hit>) =>
      step({ visitsAt: [noon], stayCount: 0, ...hit } as unknown as Hit) as 'accepted' | { reason: string };
    return Array.from({ length: 900 }, (_, second) => {
      const receivedAt = noon + second * 1000;
      tell({ receivedAt, ...program(second) });
      if (second % 15 > 0) return [];
      const reader = { browserKey: `reader${second}`, address: parseAddress(address), receivedAt };
      const verdict = tell(reader);
      tell({ ...reader, receivedAt: receivedAt + 1, visitsAt: [], stayCount: 1 });
      return [verdict === 'accepted' ? '' : verdict.reason];
    }).flat();
  }
  const made = (address: string) => (index: number) => ({
    browserKey: `made${index}`,
    address: parseAddress(address),
  });

  it.each<[string, (index: number) => Partial<Hit>, string]>([
    [
      'with one browser, behind the same address',
      () => ({ browserKey: 'program', address: parseAddress('203.0.114.7') }),
      '203.0.114.7',
    ],
    ['with made-up browsers, at another address of the network', made('203.0.114.9'), '203.0.114.7'],
  ])('%s keeps none of them out', (_what, program, address) =>
    expect(new Set(readersBeside(program, address))).toEqual(new Set([''])),
  );

  it('with made-up browsers behind the same address keeps no one out who is known to stay', () => {
    const address = parseAddress('203.0.114.7')!;
    const step = dropRestless(restlessWatches());
    const tell = (hit: object) => step({ address, visitsAt: [noon], stayCount: 0, ...hit } as unknown as Hit);
    for (let index = 0; index < 400; index += 1)
      tell({ browserKey: `made${index}`, receivedAt: noon + index * 1000 });
    const later = noon + 8 * minuteMs;
    expect(tell({ browserKey: 'stranger', receivedAt: later })).toMatchObject({ reason: 'network-restless' });
    tell({ browserKey: 'reader', receivedAt: later, visitsAt: [], stayCount: 1 });
    expect(tell({ browserKey: 'reader', receivedAt: later + 1000 })).toBe('accepted');
  });

  it('that takes another address with each page is still found', () => {
    const step = dropRestless(restlessWatches());
    const verdicts = Array.from({ length: 300 }, (_, index) =>
      step({
        browserKey: `made${index}`,
        address: parseAddress(`203.0.114.${index % 200}`),
        receivedAt: noon + index * 5000,
        visitsAt: [noon],
        stayCount: 0,
      } as unknown as Hit),
    );
    expect(verdicts.at(-1)).toMatchObject({ reason: 'network-restless' });
  });
});
