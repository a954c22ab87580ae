import { LRUCache } from 'lru-cache';
import { readSecondsFor } from '../../../audience/rules.js';
import { jsonForScript } from '../../../base/html.js';
import type { PublicCounts } from '../../../discovery/public-counts.js';
import { wordCount } from '../../../newsroom/stories/body-text.js';
import type { PublishedStory } from '../../../newsroom/stories/published-stories.js';
import type { Story } from '../../../newsroom/stories/story.js';
import {
  cardTags,
  contributorTag,
  countsTag,
  dayTag,
  paperTag,
  sectionTag,
  storyTag,
  tagsOf,
} from '../../cache-tags.js';
import { htmlPage, type Rendered } from '../../http/page-route.js';
import { bodyForPage } from '../../theme/body-html.js';
import { Breadcrumb } from '../../theme/breadcrumb.js';
import { type Chrome, langOf } from '../../theme/chrome.js';
import { renderDocument } from '../../theme/document.js';
import { type StoryLabels, storyLabelsFor } from '../../theme/labels/story-labels.js';
import { RankingBlock } from '../lists/ranking-block.js';
import { RecommendationBlock } from '../lists/recommendation-block.js';
import { RelatedBlock } from '../lists/related-block.js';
import { loadChrome } from '../load-chrome.js';
import type { PageLists } from '../page-lists.js';
import { shownSlate } from '../shown-slate.js';
import type { SiteDeps } from '../site-deps.js';
import { Corrections } from './corrections.js';
import { LeadPictureFigure } from './lead-picture.js';
import { Reaction } from './reaction.js';
import { storyHead } from './story-facts.js';
import { StoryHeader } from './story-header.js';
import { Topics } from './topics.js';

/** All that a story's page is rendered from. */
export interface StoryView {
  readonly published: PublishedStory;
  readonly chrome: Chrome;
  /** Words in the story's language, for what stands on the story itself. */
  readonly labels: StoryLabels;
  readonly lists: PageLists;
  readonly counts: PublicCounts | undefined;
  readonly token: string;
  /** The lists as shown, sealed with the token; undefined where nothing is learned from them. */
  readonly slate: string | undefined;
  readonly readSeconds: number;
  readonly countsWithoutScript: boolean;
}

export async function storyPage(deps: SiteDeps, published: PublishedStory): Promise<Rendered> {
  const { story } = published;
  const [chrome, lists] = await Promise.all([loadChrome(deps), deps.lists.forStory(published)]);
  const readSeconds = readSecondsOf(story);
  const counts = deps.lists.counts(story.id);
  const token = deps.tokenFor(story.id, readSeconds);
  return renderStory({
    published,
    chrome,
    labels: storyLabelsFor(story.language),
    lists,
    counts,
    token,
    slate: deps.slateFor?.(token, shownSlate(lists)),
    readSeconds,
    countsWithoutScript: deps.countsWithoutScript,
  });
}

/** Dividing a text into words takes longer than rendering it, and each new Edition renders all pages again. */
const readSecondsKept = new LRUCache<string, number>({ max: 20_000 });

function readSecondsOf({ id, version, body, language }: Story): number {
  const key = `${id} ${version}`;
  const readSeconds = readSecondsKept.get(key) ?? readSecondsFor(wordCount(body, language));
  readSecondsKept.set(key, readSeconds);
  return readSeconds;
}

/** The finished page of a story, from what was loaded and decided. Pure. */
export function renderStory(view: StoryView): Rendered {
  const html = renderDocument({
    chrome: view.chrome,
    facts: storyHead(view),
    sectionPath: view.published.sections.at(-1)?.path ?? '',
    children: <StoryPage {...view} />,
  });
  return htmlPage(200, html, tagsOfView(view));
}

const tagsOfView = ({ published: { story, sections, contributors }, lists }: StoryView): string[] =>
  tagsOf(
    [storyTag(story.id), countsTag(story.id), paperTag, dayTag],
    sections.map(({ id }) => sectionTag(id)),
    contributors.map(({ contributor }) => contributorTag(contributor.id)),
    lists.tags,
    cardTags([...lists.related, ...lists.ranking.rows, ...lists.recommendation].map(({ card }) => card)),
  );

function StoryPage(view: StoryView) {
  const { published, chrome, labels, lists } = view;
  const { story, sections } = published;
  return (
    <div class="story-layout">
      <article class="story" {...langOf(chrome, story.language)}>
        <div class="story-crumb" lang={chrome.labels.language}>
          <Breadcrumb chrome={chrome} sections={sections} />
        </div>
        <StoryHeader {...view} />
        <Corrections corrections={published.corrections} labels={labels} zone={chrome.writing.zone} />
        <LeadPictureFigure published={published} />
        <div class="story-body" dangerouslySetInnerHTML={{ __html: bodyForPage(story, labels) }} />
        <Reaction {...view} />
        <Topics topics={story.topics} labels={labels} />
      </article>
      <RelatedBlock chrome={chrome} rows={lists.related} edition={lists.edition} />
      <RankingBlock chrome={chrome} ranking={lists.ranking} edition={lists.edition} />
      <RecommendationBlock chrome={chrome} lists={lists} />
      <StoryData {...view} />
    </div>
  );
}

/** What the page's scripts need to know, and the pixel that feeds the separate number of readers without scripts. */
function StoryData(view: StoryView) {
  const { published, chrome, token, slate, readSeconds, lists } = view;
  const { story } = published;
  const data = { storyId: story.id, token, readSeconds, edition: lists.edition, slate };
  return (
    <>
      <JsonFor id="story-data" data={data} />
      {lists.storyVector && <JsonFor id="story-vector" data={lists.storyVector} />}
      {lists.poolHref && chrome.labels.picks && <JsonFor id="picks-words" data={chrome.labels.picks} />}
      {view.countsWithoutScript && (
        <noscript>
          <img src={`/api/v1/pixel?token=${encodeURIComponent(token)}`} alt="" width={1} height={1} />
        </noscript>
      )}
    </>
  );
}

const JsonFor = ({ id, data }: { readonly id: string; readonly data: object }) => (
  <script type="application/json" id={id} dangerouslySetInnerHTML={{ __html: jsonForScript(data) }} />
);
