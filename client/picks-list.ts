import { defaultPicks } from '../src/discovery/recommendation/dials.js';
import { decodePool, type PoolStory } from '../src/discovery/recommendation/pool-file.js';
import {
  addRead,
  emptyProfile,
  explain,
  type PageStory,
  type Profile,
  parseProfile,
  serialiseProfile,
} from '../src/discovery/recommendation/profile.js';
import { type PersonalPick, rehearse, rerank, tasteOf } from '../src/discovery/recommendation/rerank.js';
import { decodeVector } from '../src/discovery/recommendation/story-vector.js';
import { storageKey } from './picks-key.js';
import { englishPicksWords, type PicksWords } from './picks-words.js';

/** What the script needs of a browser; a parameter, so that a test can be the browser. */
export interface PicksBrowser {
  readonly document: Document;
  /** May throw where the browser forbids storage. */
  readonly storage: () => Storage;
  readonly fetchText: (address: string) => Promise<string>;
  readonly now: () => number;
  readonly later: (action: () => void, milliseconds: number) => void;
  /** Once, when the element comes into view. */
  readonly whenSeen: (element: Element, action: () => void) => void;
}

/** A page left before this was not read. */
const readAfterMs = 10_000;
const topicsShown = 12;

/**
 * Runs the list "picked on this device". Until the reader asks for it nothing is stored and nothing requested. Afterwards
 * every page asks for the same file, whatever the profile holds, and the profile never leaves the device: what is told to the
 * site is that a personal list was shown, and that something in it was followed.
 *
 * In the page: a block `[data-picks]` with the address of the pool in `data-pool`, holding the list for everybody as
 * `[data-picks-list]`, a button `[data-picks-on]`, and a status line `[data-picks-status]`; and `#story-vector`.
 */
export function startPicks(browser: PicksBrowser): void {
  const block = browser.document.querySelector<HTMLElement>('[data-picks]');
  if (block) new PicksList(browser, block).start();
}

class PicksList {
  readonly #browser: PicksBrowser;
  readonly #block: HTMLElement;
  readonly #words: PicksWords;
  readonly #story: PageStory | undefined;
  /** Of the page's story; empty where the page does not tell it. */
  readonly #language: string;
  /** Addresses of stories that repeat what the page shows, or that editors keep off it. */
  readonly #copies: readonly string[];
  readonly #list: HTMLElement | null;
  readonly #forEverybody: { readonly nodes: Node[]; readonly name: string | null };
  #pool: Promise<PoolStory[]> | undefined;

  constructor(browser: PicksBrowser, block: HTMLElement) {
    this.#browser = browser;
    this.#block = block;
    this.#words = {
      ...englishPicksWords,
      ...(jsonIn(browser.document, 'picks-words') as Partial<PicksWords>),
    };
    const story = jsonIn(browser.document, 'story-vector');
    this.#story = pageStory(story);
    this.#language = languageIn(story);
    this.#copies = copiesIn(story);
    this.#list = block.querySelector('[data-picks-list]');
    this.#forEverybody = {
      nodes: [...(this.#list?.childNodes ?? [])],
      name: this.#list?.getAttribute('data-list') ?? null,
    };
  }

  start(): void {
    this.#button()?.addEventListener('click', () => this.#turnOn());
    const profile = this.#load();
    if (!profile) return;
    this.#takeOver();
    void this.#show(profile);
    this.#browser.later(() => {
      const current = this.#load();
      if (current && this.#browser.document.visibilityState === 'visible') this.#remember(current);
    }, readAfterMs);
  }

  #turnOn(): void {
    // picks-ask.ts hands on the click that it loaded this for, also where the list was on before and has just been shown.
    if (this.#button()?.hasAttribute('hidden')) return;
    const profile = this.#remember(this.#load() ?? emptyProfile);
    if (!profile) return;
    this.#takeOver();
    void this.#show(profile);
  }

  #reset(): void {
    try {
      this.#browser.storage().removeItem(storageKey);
    } catch {
      // A browser without storage has nothing to forget.
    }
    this.#list?.replaceChildren(...this.#forEverybody.nodes);
    if (this.#forEverybody.name !== null) this.#list?.setAttribute('data-list', this.#forEverybody.name);
    this.#block.querySelector('[data-picks-panel]')?.remove();
    this.#button()?.removeAttribute('hidden');
    this.#say(this.#words.wasReset);
  }

  /** From here the list is no longer the one whose places are counted. */
  #takeOver(): void {
    this.#list?.removeAttribute('data-list');
    this.#button()?.setAttribute('hidden', '');
  }

  async #show(profile: Profile): Promise<void> {
    const loading = this.#fetchPool();
    const taste = tasteOf(profile, this.#browser.now());
    const options = { ...defaultPicks, language: this.#language, isShown: this.#shownOnPage() };
    rehearse(profile, taste, options);
    const pool = await loading;
    if (pool.length === 0) {
      // Whoever asks again may have better luck.
      this.#pool = undefined;
      this.#say(this.#words.noPool);
    } else {
      const picks = rerank(pool, taste, options);
      this.#list?.replaceChildren(...picks.map((pick) => this.#item(pick)));
      this.#say(this.#words.heading);
      this.#browser.whenSeen(this.#block, () => this.#tell('impression'));
    }
    this.#showPanel(profile);
  }

  #fetchPool(): Promise<PoolStory[]> {
    const address = this.#block.getAttribute('data-pool') ?? '';
    this.#pool ??= this.#browser.fetchText(address).then(decodePool, () => []);
    return this.#pool;
  }

  #item({ story, reason }: PersonalPick): HTMLElement {
    const link = this.#element('a', story.headline);
    link.setAttribute('href', hrefOf(story.path));
    if (story.language !== '') link.setAttribute('lang', story.language);
    // Its letters tell which way it runs.
    link.setAttribute('dir', 'auto');
    link.addEventListener('click', () => this.#tell('click'));
    const words =
      reason.kind === 'topic'
        ? this.#words.topic.replace('{label}', () => isolated(reason.label))
        : this.#words[reason.kind];
    const item = this.#element('li');
    if (story.sectionLabel) {
      const kicker = this.#element('span', story.sectionLabel);
      kicker.className = 'kicker';
      kicker.setAttribute('dir', 'auto');
      item.append(kicker, ' ');
    }
    const because = this.#element('em', words);
    because.className = 'reason';
    item.append(link, ' ', because);
    return item;
  }

  #showPanel(profile: Profile): void {
    const panel = this.#element('div');
    panel.setAttribute('data-picks-panel', '');
    const reset = this.#element('button', this.#words.reset);
    reset.setAttribute('type', 'button');
    reset.addEventListener('click', () => this.#reset());
    const details = this.#element('details');
    const topics = explain(profile, this.#browser.now()).slice(0, topicsShown);
    const list = this.#element('ul');
    list.append(
      ...topics.map(({ label, share }) =>
        this.#element('li', `${isolated(label)}, ${Math.round(share * 100)} %`),
      ),
    );
    details.append(
      this.#element('summary', this.#words.knows),
      this.#element('p', this.#words.reads.replace('{reads}', String(profile.reads.length))),
      topics.length > 0 ? list : this.#element('p', this.#words.knowsNothing),
    );
    panel.append(reset, details);
    this.#block.querySelector('[data-picks-panel]')?.remove();
    this.#block.append(panel);
  }

  #load(): Profile | undefined {
    try {
      const text = this.#browser.storage().getItem(storageKey);
      return text === null ? undefined : parseProfile(text);
    } catch {
      return undefined;
    }
  }

  /** The profile with this page's story in it, stored; undefined, and said so, where nothing can be stored. */
  #remember(profile: Profile): Profile | undefined {
    const more = this.#story ? addRead(profile, this.#story, this.#browser.now()) : profile;
    try {
      this.#browser.storage().setItem(storageKey, serialiseProfile(more));
      return more;
    } catch {
      this.#say(this.#words.noStorage);
      return undefined;
    }
  }

  /** Tells the paths of this story, of its translations, of what stands in the other lists of the page, and of their copies. */
  #shownOnPage(): (path: string) => boolean {
    const links = [...this.#browser.document.querySelectorAll('[data-list] a[href], a[hreflang]')];
    const shown = new Set(
      links.filter((link) => !this.#block.contains(link)).map((link) => link.getAttribute('href')),
    );
    return (path) => path === this.#story?.path || this.#copies.includes(path) || shown.has(hrefOf(path));
  }

  /** To whoever counts (beacon.ts): that it happened, never with what. */
  #tell(kind: 'impression' | 'click'): void {
    const { document } = this.#browser;
    const Event = document.defaultView?.CustomEvent ?? CustomEvent;
    document.dispatchEvent(new Event('broadsheet:event', { detail: { kind, list: 'personal' } }));
  }

  #say(words: string): void {
    const status = this.#block.querySelector('[data-picks-status]');
    if (status) status.textContent = words;
  }

  #button(): Element | null {
    return this.#block.querySelector('[data-picks-on]');
  }

  #element(name: string, text = ''): HTMLElement {
    const element = this.#browser.document.createElement(name);
    element.textContent = text;
    return element;
  }
}

/** As pages write it (site/addresses.ts). */
const hrefOf = (path: string): string => encodeURI(path).replaceAll('#', '%23');

function jsonIn(document: Document, id: string): unknown {
  try {
    return JSON.parse(document.getElementById(id)?.textContent || 'null');
  } catch {
    return null;
  }
}

/** A name may run the other way than the sentence that it stands in (Unicode's first-strong isolate, UAX 9). */
const isolated = (name: string): string => `\u2068${name}\u2069`;

function languageIn(value: unknown): string {
  const { language } = (value ?? {}) as Record<string, unknown>;
  return typeof language === 'string' ? language : '';
}

function copiesIn(value: unknown): readonly string[] {
  const { copies } = (value ?? {}) as Record<string, unknown>;
  return Array.isArray(copies) ? copies : [];
}

/** What `pageStoryJson` wrote into the page. */
function pageStory(value: unknown): PageStory | undefined {
  const { path, vector: encoded, labels } = (value ?? {}) as Record<string, unknown>;
  const vector = decodeVector(encoded);
  if (typeof path !== 'string' || !vector || !Array.isArray(labels)) return;
  return { path, vector, labels };
}
