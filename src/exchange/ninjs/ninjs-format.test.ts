import { describe, expect, it } from 'vitest';
import type { ImportedItem, ImportOutcome } from '../imported-item.js';
import { ninjs } from './ninjs-format.js';

const context = { zone: 'UTC', now: 0, origin: 'wire.json' };

async function read(text: string): Promise<ImportOutcome[]> {
  const outcomes: ImportOutcome[] = [];
  const input = (async function* () {
    yield Buffer.from(text);
  })();
  for await (const outcome of ninjs.read(input, context)) outcomes.push(outcome);
  return outcomes;
}

async function itemOf(item: object): Promise<ImportedItem> {
  const [outcome] = await read(JSON.stringify(item));
  if (outcome?.kind !== 'item') throw new Error(JSON.stringify(outcome));
  return outcome.item;
}

const picture = (renditions: unknown) => ({
  uri: 'urn:na:p1',
  type: 'picture',
  description_text: 'The bridge at dawn',
  byline: 'Eva Sand',
  renditions,
});

const small = { href: 'https://na.example/s.jpg', width: 200, mimetype: 'image/jpeg' };
const large = { href: 'https://na.example/l.jpg', width: 900, mimetype: 'image/jpeg' };
const film = { href: 'https://na.example/l.mp4', width: 1900, mimetype: 'video/mp4' };

/** One story in the structure of each version. */
const versions = {
  '1.x': {
    uri: 'urn:na:1',
    type: 'text',
    version: '2',
    versioncreated: '2026-03-03T10:00:00Z',
    firstcreated: '2026-03-03T08:00:00Z',
    pubstatus: 'usable',
    language: 'en',
    infosource: [{ name: 'Northern Agency' }],
    byline: 'By Ann Lee and Tom Roe',
    headline: 'Bridge reopens',
    description_text: 'Cars are back.',
    body_text: 'Plain.',
    body_html: '<p>HAVEN (NA) — The bridge opened at dawn.</p>',
    located: 'Haven',
    subject: [{ name: 'bridges' }],
    associations: { other: picture({ a: film }), featuremedia: picture({ s: small, l: large, f: film }) },
  },
  '2.x': {
    uri: 'urn:na:1',
    type: 'text',
    version: '2',
    versioncreated: '2026-03-03T10:00:00Z',
    firstcreated: '2026-03-03T08:00:00Z',
    pubstatus: 'usable',
    language: 'en',
    infosources: [{ name: 'Northern Agency', role: 'provider' }],
    by: 'By Ann Lee and Tom Roe',
    headlines: [
      { role: 'short', value: 'Bridge' },
      { role: 'main', value: 'Bridge reopens' },
    ],
    descriptions: [{ role: 'lead', value: 'Cars are back.' }],
    bodies: [
      { role: 'text', contenttype: 'text/plain', value: 'Plain.' },
      { role: 'main', contenttype: 'text/html', value: '<p>HAVEN (NA) — The bridge opened at dawn.</p>' },
    ],
    subjects: [{ name: 'bridges' }],
    associations: { lead: picture([small, large]) },
  },
  '3.x': {
    uri: 'urn:na:1',
    type: 'text',
    version: '2',
    versionCreated: '2026-03-03T10:00:00Z',
    firstCreated: '2026-03-03T08:00:00Z',
    pubStatus: 'usable',
    language: 'en',
    infoSources: [{ name: 'Northern Agency' }],
    by: 'By Ann Lee and Tom Roe',
    headlines: [{ value: 'Bridge reopens' }],
    descriptions: [{ role: 'lead', contentType: 'text/plain', value: 'Cars are back.' }],
    bodies: [{ contentType: 'text/html', value: '<p>HAVEN (NA) — The bridge opened at dawn.</p>' }],
    subjects: [{ name: 'bridges' }],
    associations: [{ name: 'main picture', ...picture([small, large]) }],
  },
};

describe('versions', () => {
  it.each(Object.entries(versions))('%s', async (_version, written) => {
    expect(await itemOf(written)).toEqual({
      source: {
        kind: 'agency',
        publisher: 'Northern Agency',
        feed: 'Northern Agency',
        itemId: 'urn:na:1',
        version: '2',
        canonicalUrl: '',
      },
      status: 'public',
      language: 'en',
      headline: 'Bridge reopens',
      kicker: '',
      standfirst: 'Cars are back.',
      body: '<p>The bridge opened at dawn.</p>',
      dateline: 'HAVEN',
      agency: 'NA',
      authors: ['Ann Lee', 'Tom Roe'],
      section: '',
      topics: ['bridges'],
      picture: {
        url: 'https://na.example/l.jpg',
        caption: 'The bridge at dawn',
        credit: 'Eva Sand',
        altText: '',
      },
      publishedAt: { instant: Date.UTC(2026, 2, 3, 8), zoneAssumed: false },
      versionAt: { instant: Date.UTC(2026, 2, 3, 10), zoneAssumed: false },
      slug: '',
      notes: [],
    });
  });
});

describe('a wire item', () => {
  const base = {
    uri: 'urn:na:1',
    type: 'text',
    headline: 'Bridge reopens',
    body_text: 'The bridge is open.',
  };

  it.each([
    [{ pubstatus: 'usable' }, 'public', []],
    [{ pubstatus: 'canceled' }, 'trashed', []],
    [{ pubstatus: 'withheld' }, 'private', ['its status at the source is “withheld”']],
    [{ genre: [{ name: 'Advisory' }] }, 'advisory', []],
    [
      { embargoed: 'until the vote' },
      'draft',
      ['the embargo “until the vote” cannot be read: it stays a draft'],
    ],
    [{ ednote: 'Adds quote' }, 'public', ['the note to editors is not published']],
    [{ usageterms: ['Editorial use'] }, 'public', ['usage terms: Editorial use']],
  ])('with %j is %s', async (more, status, notes) => {
    const item = await itemOf({ ...base, ...more });
    expect([item.status, item.notes]).toEqual([status, notes]);
    expect(JSON.stringify({ ...item, notes: [] })).not.toContain('Adds quote');
  });

  it.each(['embargoed', 'embargoedUntil'])('keeps its embargo (%s)', async (name) => {
    expect((await itemOf({ ...base, [name]: '2026-05-01T06:00:00+02:00' })).embargoedUntil).toBe(
      Date.UTC(2026, 4, 1, 4),
    );
  });

  it.each([
    [{ contentcreated: '2026-03-01T00:00:00Z', firstcreated: '2026-03-02T00:00:00Z' }, Date.UTC(2026, 2, 1)],
    [{ versioncreated: '2026-03-04T00:00:00Z' }, Date.UTC(2026, 2, 4)],
    [{}, undefined],
  ])('with %j is dated so', async (dates, expected) => {
    expect((await itemOf({ ...base, ...dates })).publishedAt?.instant).toBe(expected);
  });

  it.each([
    ['HAVEN, Feb 26 -', 'HAVEN'],
    ['Haven, North Island', 'Haven, North Island'],
  ])('is located in %s', async (located, dateline) => {
    expect((await itemOf({ ...base, located })).dateline).toBe(dateline);
  });

  it('without headline takes its first sentence; without body it is a flash; without both it is skipped', async () => {
    expect(await itemOf({ ...base, headline: '' })).toMatchObject({ headline: 'The bridge is open' });
    expect(await itemOf({ ...base, body_text: '' })).toMatchObject({
      body: '',
      notes: ['has no body: a flash'],
    });
    expect(await read(JSON.stringify({ uri: 'urn:na:1', type: 'text' }))).toMatchObject([
      { kind: 'skipped', reason: 'has neither headline nor body' },
    ]);
  });

  it('does not repeat its headline as the first line', async () => {
    expect((await itemOf({ ...base, body_text: 'Bridge reopens\n\nCars are back.' })).body).toBe(
      '<p>Cars are back.</p>',
    );
  });

  it('reads NITF only where there is no HTML', async () => {
    const nitf = {
      contenttype: 'application/nitf+xml',
      value:
        '<nitf><head><title>x</title></head><body><body.content><block><p>One.</p></block></body.content></body></nitf>',
    };
    const bodies = [{ contenttype: 'text/plain', value: 'Plain.' }, nitf];
    expect((await itemOf({ uri: 'urn:na:1', headlines: [{ value: 'T' }], bodies })).body).toBe('<p>One.</p>');
  });

  it.each(['picture', 'video', 'graphic', 'audio', 'planning', 'event'])(
    'of the type %s is skipped',
    async (type) => {
      expect(await read(JSON.stringify({ ...base, type }))).toEqual([
        {
          kind: 'skipped',
          place: 'item 1, “Bridge reopens”',
          reason: `is of the type “${type}”, not a story`,
        },
      ]);
    },
  );
});

describe('how items come', () => {
  const text = (id: number) => ({
    uri: `urn:na:${id}`,
    type: 'text',
    headline: `Story ${id}`,
    body_text: 'x',
  });
  const told = (outcomes: readonly ImportOutcome[]) =>
    outcomes.map((outcome) => (outcome.kind === 'item' ? outcome.item.headline : outcome.kind));

  it.each([
    ['one item, set over several lines', JSON.stringify(text(1), null, 2), ['Story 1']],
    ['a list', JSON.stringify([text(1), text(2)]), ['Story 1', 'Story 2']],
    ['a page of a feed', JSON.stringify({ items: [text(1), text(2)] }), ['Story 1', 'Story 2']],
    [
      'an answer of an API',
      JSON.stringify({ id: 'q', data: { items: [{ meta: {}, item: text(1) }] } }),
      ['Story 1'],
    ],
    ['JSON lines', `${JSON.stringify(text(1))}\n\n${JSON.stringify(text(2))}\n`, ['Story 1', 'Story 2']],
    [
      'JSON lines, one of them broken',
      `${JSON.stringify(text(1))}\n{"uri": \n${JSON.stringify(text(3))}`,
      ['Story 1', 'failed', 'Story 3'],
    ],
    [
      'JSON lines, the first one broken',
      `{"uri": \n${JSON.stringify(text(2))}\n${JSON.stringify(text(3))}`,
      ['failed', 'Story 2', 'Story 3'],
    ],
    ['a list that is cut off', JSON.stringify([text(1), text(2)]).slice(0, -20), ['Story 1', 'failed']],
    [
      'a package',
      JSON.stringify({
        uri: 'urn:na:p',
        type: 'composite',
        headline: 'Both',
        associations: { a: text(1), b: text(2) },
      }),
      ['skipped', 'Story 1', 'Story 2'],
    ],
  ])('%s', async (_name, written, expected) => {
    expect(told(await read(written))).toEqual(expected);
  });

  it.each(['', '{}', 'true'])('%j is refused or failed, not an item', async (written) => {
    const outcomes = await read(written).catch((error: unknown) => error);
    if (outcomes instanceof Error) expect(outcomes).toMatchObject({ code: 'unprocessable' });
    else expect(told(outcomes as ImportOutcome[])).toEqual([written === '{}' ? 'skipped' : 'failed']);
  });
});
