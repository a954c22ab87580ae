import { describe, expect, it } from 'vitest';
import { hourMs } from '../base/clock.js';
import { idSource } from '../base/ids.js';
import type { Story } from '../newsroom/stories/story.js';
import { decideItem, type ImportOptions, permalinkOf } from './decide-item.js';
import type { ImportedItem } from './imported-item.js';

const now = Date.UTC(2026, 2, 12, 10);
const tools = {
  clock: () => now,
  ids: idSource(() => now),
  zone: 'Europe/Berlin',
  language: 'en',
  actor: 'import:1',
};
const nowhere = { sectionId: null, contributorIds: [] };
const asSource: ImportOptions = { as: 'source', own: false };

const item = (more: Partial<ImportedItem> = {}): ImportedItem => ({
  source: {
    kind: 'cms',
    publisher: 'Old Paper',
    feed: '',
    itemId: '12',
    version: '',
    canonicalUrl: 'https://old.example/2019/05/eel-season?p=12',
  },
  status: 'public',
  headline: 'Eel season opens',
  kicker: '',
  standfirst: '',
  body: '<p>The season opens.</p>',
  dateline: '',
  agency: '',
  authors: ['Ada Marlow'],
  section: '',
  topics: [],
  slug: 'eel-season',
  notes: [],
  publishedAt: { instant: Date.UTC(2019, 4, 2, 8), zoneAssumed: false },
  ...more,
});

const added = (more: Partial<ImportedItem>, options: ImportOptions): Story => {
  const decision = decideItem(item(more), nowhere, undefined, options, tools);
  if (!('write' in decision)) throw new Error('nothing was added');
  return decision.write.story;
};

describe('decideItem', () => {
  it.each<[string, Partial<ImportedItem>, ImportOptions, string]>([
    ['a public item of an export', {}, asSource, 'published'],
    ['the same asked for as a draft', {}, { as: 'draft', own: false }, 'draft'],
    ['a feed’s item', { source: { ...item().source, kind: 'feed' } }, asSource, 'draft'],
    [
      'a feed’s item asked for as published',
      { source: { ...item().source, kind: 'feed' } },
      { as: 'published', own: false },
      'published',
    ],
    ['one under embargo', { embargoedUntil: now + 1 }, { as: 'published', own: false }, 'draft'],
    ...(['draft', 'private', 'password', 'future', 'trashed', 'advisory'] as const).map(
      (status): [string, Partial<ImportedItem>, ImportOptions, string] => [
        `one that is ${status} at its source`,
        { status },
        { as: 'published', own: true },
        'draft',
      ],
    ),
  ])('makes %s %s', (_, more, options, status) => {
    expect(added(more, options).status).toBe(status);
  });

  it('keeps the date of what is ours and begins with now for what is not', () => {
    expect(added({}, { as: 'source', own: true })).toMatchObject({
      firstPublishedAt: Date.UTC(2019, 4, 2, 8),
    });
    expect(added({}, asSource)).toMatchObject({
      firstPublishedAt: now,
      sourcePublishedAt: Date.UTC(2019, 4, 2, 8),
    });
  });

  it('invents no date for what is ours and has none', () => {
    const decision = decideItem(
      { ...item(), publishedAt: undefined } as unknown as ImportedItem,
      nowhere,
      undefined,
      { as: 'source', own: true },
      tools,
    );
    expect(decision).toMatchObject({ write: { wantedPath: '/undated/eel-season' } });
    expect('write' in decision && decision.write.story.firstPublishedAt).toBeUndefined();
  });

  it('leads the old address of what is ours to the story', () => {
    expect(decideItem(item(), nowhere, undefined, { as: 'source', own: true }, tools)).toMatchObject({
      write: { wantedPath: '/2019/05/eel-season', extraPaths: ['/2019/05/eel-season?p=12'] },
    });
  });

  const kept = (more: Partial<Story> = {}): Story => ({ ...added({}, asSource), ...more });
  const again = (more: Partial<ImportedItem>, story: Story, isEditedHere = false) =>
    decideItem(item(more), nowhere, { story, isEditedHere }, asSource, tools);

  it('changes nothing the second time', () => {
    expect(again({}, kept())).toEqual({ outcome: 'unchanged', reason: '' });
  });

  it('takes a newer text over and says what changed', () => {
    expect(again({ headline: 'Eel season opens late' }, kept())).toMatchObject({
      outcome: 'updated',
      reason: 'headline',
      write: { story: { updatedAt: now } },
    });
  });

  it('never lets an older version overwrite a newer one', () => {
    const story = kept({ sourceVersionAt: now });
    expect(
      again({ headline: 'Old words', versionAt: { instant: now - hourMs, zoneAssumed: false } }, story)
        .outcome,
    ).toBe('unchanged');
  });

  it('leaves alone what an editor here has changed', () => {
    expect(again({ headline: 'Other words' }, kept(), true)).toMatchObject({
      outcome: 'skipped',
      reason: expect.stringContaining('edited here'),
    });
  });
});

describe('permalinkOf', () => {
  it.each([
    ['https://old.example/2019/05/eel/', '/2019/05/eel'],
    ['https://old.example/?p=12', '/?p=12'],
    ['https://old.example/a%20b', '/a b'],
    ['https://old.example/', undefined],
    ['https://old.example/%E0%A4%A', undefined],
    ['urn:uuid:1', undefined],
    ['', undefined],
  ])('makes of %j the path %j', (address, path) => expect(permalinkOf(address)).toBe(path));
});
