import { parseHTML } from 'linkedom';
import type { PublishedStory } from '../../../newsroom/stories/published-stories.js';
import { harbour, news, noon, paper } from '../../published-story.fixture.js';
import { chromeOf } from '../../theme/chrome.js';
import { storyLabelsFor } from '../../theme/labels/story-labels.js';
import type { PageLists } from '../page-lists.js';
import { renderStory, type StoryView } from './story-page.js';

export const noLists: PageLists = {
  edition: 7,
  related: [],
  ranking: { kind: 'ranking', halfLifeHours: 6, builtAt: noon, rows: [] },
  recommendation: [],
  tags: ['list:ranking:'],
};

export const viewOf = (published: PublishedStory, changes: Partial<StoryView> = {}): StoryView => ({
  published,
  chrome: chromeOf(paper, [news, harbour], 'https://courier.example', (name) => `/assets/${name}`, noon),
  labels: storyLabelsFor(published.story.language),
  lists: noLists,
  counts: undefined,
  token: '1.k.story.day.read.mac',
  slate: '7;mac',
  readSeconds: 30,
  countsWithoutScript: true,
  ...changes,
});

export const documentOf = (published: PublishedStory, changes: Partial<StoryView> = {}) =>
  parseHTML(renderStory(viewOf(published, changes)).body).document;

export const textOf = (document: ReturnType<typeof documentOf>, selector: string): string | undefined =>
  document.querySelector(selector)?.textContent?.replace(/\s+/g, ' ').trim();

export const newsArticle = (document: ReturnType<typeof documentOf>) =>
  JSON.parse(document.querySelector('script[type="application/ld+json"]')!.textContent!);
