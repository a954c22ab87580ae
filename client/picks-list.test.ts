import { parseHTML } from 'linkedom';
import { beforeEach, describe, expect, it } from 'vitest';
import { candidate, now } from '../src/discovery/recommendation/candidates.fixture.js';
import { encodePool } from '../src/discovery/recommendation/pool-file.js';
import { pageStoryJson } from '../src/discovery/recommendation/profile.js';
import { storyVector, topicBucket } from '../src/discovery/recommendation/story-vector.js';
import { startPicks } from './picks-list.js';

const vectorOf = (topic: string) => storyVector(new Map([[`${topic} word`, 1]]), [topic], '');
const topics = ['chess', 'council', 'harbour', 'sailing', 'ميناء', '港口', 'race #1'];
const pool = encodePool(
  topics.map((topic) => candidate(topic, { vector: vectorOf(topic) })),
  now,
  ({ storyId }) => ({
    path: `/2026/01/${storyId}`,
    headline: `News of <b>${storyId}</b>`,
    sectionLabel: 'City',
    language: storyId === 'ميناء' ? 'ar' : storyId === '港口' ? 'zh-Hans' : 'en',
  }),
);

const storyOf = (topic: string, language: string, copies: readonly string[]) =>
  pageStoryJson(
    { path: `/2026/01/read-${topic}`, vector: vectorOf(topic), labels: [[topicBucket(topic), topic]] },
    language,
    { copies },
  );

interface Page {
  readonly language: string;
  readonly words: object;
  readonly copies: readonly string[];
}

const pageAbout = (topic: string, { language, words, copies }: Page) =>
  parseHTML(`<html><body>
    <p><a hreflang="zh" href="/2026/01/${encodeURI('港口')}">中文</a></p>
    <ol data-list="ranking"><li><a href="/2026/01/harbour">Harbour</a></li>
      <li><a href="/2026/01/${encodeURI('ميناء')}">ميناء</a></li></ol>
    <section data-picks data-pool="/pools/12.json">
      <ol data-picks-list data-list="recommendation"><li><a href="/2026/01/for-all">For all</a></li></ol>
      <p data-picks-status></p><button data-picks-on>Make this list mine</button>
    </section>
    <script type="application/json" id="story-vector">${JSON.stringify(storyOf(topic, language, copies))}</script>
    <script type="application/json" id="picks-words">${JSON.stringify(words)}</script>
  </body></html>`).document as unknown as Document;

/** A browser with a storage that keeps between pages; notes requests and what is told to the site. */
class TestBrowser {
  readonly kept = new Map<string, string>();
  readonly requests: string[] = [];
  readonly told: unknown[] = [];
  storageFails = false;
  poolText = pool;
  language = 'en';
  words = {};
  copies: readonly string[] = [];
  #waiting: (() => void)[] = [];

  open(topic: string): Document {
    const document = pageAbout(topic, this);
    document.addEventListener('broadsheet:event', (event) => this.told.push((event as CustomEvent).detail));
    Object.defineProperty(document, 'visibilityState', { value: 'visible' });
    startPicks({
      document,
      storage: () => this.#storage(),
      fetchText: async (address) => {
        this.requests.push(address);
        if (this.poolText === '') throw new Error('404');
        return this.poolText;
      },
      now: () => now,
      later: (action) => this.#waiting.push(action),
      whenSeen: (_element, action) => action(),
    });
    return document;
  }

  tenSecondsPass(): void {
    for (const action of this.#waiting.splice(0)) action();
  }

  #storage(): Storage {
    if (this.storageFails) throw new Error('forbidden');
    return {
      getItem: (key: string) => this.kept.get(key) ?? null,
      setItem: (key: string, value: string) => this.kept.set(key, value),
      removeItem: (key: string) => this.kept.delete(key),
    } as unknown as Storage;
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const click = (document: Document, selector: string) =>
  document
    .querySelector(selector)!
    .dispatchEvent(new document.defaultView!.Event('click', { bubbles: true }));
const linksIn = (document: Document) =>
  [...document.querySelectorAll('[data-picks-list] a')].map((link) => link.getAttribute('href'));
const statusOf = (document: Document) => document.querySelector('[data-picks-status]')!.textContent;

let browser: TestBrowser;
beforeEach(() => {
  browser = new TestBrowser();
});

async function turnedOn(topic: string): Promise<Document> {
  const document = browser.open(topic);
  click(document, '[data-picks-on]');
  await settled();
  return document;
}

const linksFor = async (topic: string) => linksIn(await turnedOn(topic));

describe('picks on the device', () => {
  it('leaves out what the page shows in another list or as its translation, in any script', async () => {
    expect((await linksFor('sailing')).sort()).toEqual(
      ['chess', 'council', 'race%20%231', 'sailing'].map((name) => `/2026/01/${name}`),
    );
  });

  it('leaves out copies of the story and of what its page shows', async () => {
    browser.copies = ['/2026/01/chess', '/2026/01/race #1'];
    expect((await linksFor('sailing')).sort()).toEqual(['/2026/01/council', '/2026/01/sailing']);
  });

  it('lets each headline and its section run the way its letters do', async () => {
    const document = await turnedOn('sailing');
    const texts = [...document.querySelectorAll('[data-picks-list] :is(a, .kicker)')];
    expect(texts.length).toBeGreaterThan(2);
    for (const text of texts) expect(text.getAttribute('dir')).toBe('auto');
  });

  it('tells the language of each headline', async () => {
    const document = await turnedOn('sailing');
    const links = [...document.querySelectorAll('[data-picks-list] a')];
    expect(new Set(links.map((link) => link.getAttribute('lang')))).toEqual(new Set(['en']));
  });

  it('begins with what is in the language of the page', async () => {
    browser.poolText = encodePool(
      ['sailing', 'chess', 'council', ...topics.slice(6)].map((topic, at) =>
        candidate(topic, { vector: vectorOf(topic), appeal: at }),
      ),
      now,
      ({ storyId }) => ({
        path: `/2026/01/${storyId}`,
        headline: storyId,
        sectionLabel: '',
        language: storyId === 'council' ? 'es-MX' : 'en',
      }),
    );
    browser.language = 'es';
    const document = await turnedOn('sailing');
    const links = [...document.querySelectorAll('[data-picks-list] a')];
    expect(links.map((link) => link.getAttribute('lang'))).toEqual(['es-MX', 'en', 'en', 'en']);
    expect(links[0]!.textContent).toBe('council');
  });

  it('speaks the language of the site where the page brings its words', async () => {
    browser.words = {
      heading: 'Elegidas en este dispositivo',
      topic: 'Ha leído sobre {label}',
      reset: 'Borrar',
    };
    const document = await turnedOn('sailing');
    expect(statusOf(document)).toBe('Elegidas en este dispositivo');
    expect(document.querySelector('[data-picks-list] em')!.textContent).toBe(
      'Ha leído sobre \u2068sailing\u2069',
    );
    expect(document.querySelector('[data-picks-panel] button')!.textContent).toBe('Borrar');
  });

  it('stores nothing, asks for nothing and changes nothing before it is wanted', async () => {
    const document = browser.open('sailing');
    browser.tenSecondsPass();
    await settled();
    expect(browser.kept.size).toBe(0);
    expect(browser.requests).toEqual([]);
    expect(browser.told).toEqual([]);
    expect(linksIn(document)).toEqual(['/2026/01/for-all']);
  });

  it('after the click lists by what this device read, without what the page shows elsewhere', async () => {
    const document = await turnedOn('sailing');
    expect(linksIn(document)[0]).toBe('/2026/01/sailing');
    expect(linksIn(document)).not.toContain('/2026/01/harbour');
    expect(document.querySelector('[data-picks-list] em')!.textContent).toBe(
      'You read about \u2068sailing\u2069',
    );
    expect(document.querySelector('[data-picks-list] a')!.textContent).toBe('News of <b>sailing</b>');
    expect(document.querySelector('[data-picks-panel] li')!.textContent).toBe('\u2068sailing\u2069, 100 %');
  });

  it('tells the site that a personal list was shown and followed, and nothing else', async () => {
    const document = await turnedOn('sailing');
    click(document, '[data-picks-list] a');
    expect(browser.told).toEqual([
      { kind: 'impression', list: 'personal' },
      { kind: 'click', list: 'personal' },
    ]);
    expect(document.querySelector('[data-picks-list]')!.hasAttribute('data-list')).toBe(false);
  });

  it('asks for the same file whatever the profile holds', async () => {
    await turnedOn('sailing');
    const other = new TestBrowser();
    const first = browser;
    browser = other;
    await turnedOn('chess');
    expect(other.requests).toEqual(first.requests);
    expect(other.told).toEqual(first.told);
  });

  it('remembers a later page once it has been open for a while', async () => {
    await turnedOn('sailing');
    const document = browser.open('chess');
    await settled();
    expect(linksIn(document)[0]).toBe('/2026/01/sailing');
    browser.tenSecondsPass();
    const next = browser.open('chess');
    await settled();
    expect([...next.querySelectorAll('[data-picks-panel] li')]).toHaveLength(2);
  });

  it('is shown, and told of, once where the click finds it on', async () => {
    await turnedOn('sailing');
    browser.told.length = 0;
    await turnedOn('chess');
    expect(browser.told).toEqual([{ kind: 'impression', list: 'personal' }]);
  });

  it('forgets all of it on reset and shows the list for everybody', async () => {
    const document = await turnedOn('sailing');
    click(document, '[data-picks-panel] button');
    expect(browser.kept.size).toBe(0);
    expect(linksIn(document)).toEqual(['/2026/01/for-all']);
    expect(document.querySelector('[data-picks-list]')!.getAttribute('data-list')).toBe('recommendation');
    expect(document.querySelector('[data-picks-panel]')).toBeNull();
  });

  it('says so where nothing can be stored', async () => {
    browser.storageFails = true;
    const document = await turnedOn('sailing');
    expect(statusOf(document)).toMatch(/keeps nothing/);
    expect(linksIn(document)).toEqual(['/2026/01/for-all']);
    expect(browser.requests).toEqual([]);
  });

  it('says so where the pool cannot be loaded', async () => {
    browser.poolText = '';
    const document = await turnedOn('sailing');
    expect(statusOf(document)).toMatch(/could not be loaded/);
    expect(linksIn(document)).toEqual(['/2026/01/for-all']);
    browser.poolText = pool;
    click(document, '[data-picks-panel] button');
    click(document, '[data-picks-on]');
    await settled();
    expect(linksIn(document)).toHaveLength(4);
  });

  it('starts anew from a damaged profile', async () => {
    browser.kept.set('broadsheet.picks', '{"v":1,"reads":');
    const document = browser.open('chess');
    await settled();
    expect(linksIn(document)).toHaveLength(4);
  });
});
