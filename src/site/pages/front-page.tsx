import type { Section } from '../../newsroom/sections/section.js';
import type { StoryCard } from '../../newsroom/stories/published-stories.js';
import { sectionHref } from '../addresses.js';
import { cardTags, dayTag, frontTag, paperTag, sectionTag, tagsOf } from '../cache-tags.js';
import { htmlPage, type PageRequest, type Rendered } from '../http/page-route.js';
import type { Chrome } from '../theme/chrome.js';
import { Time } from '../theme/dates.js';
import { renderDocument } from '../theme/document.js';
import { Phrase } from '../theme/phrase.js';
import { CardDate, CardHeadline, CardPicture, CardStandfirst } from '../theme/story-card.js';
import { arrangeFront, type Front, frontCandidates, sectionCandidates } from './front-arrangement.js';
import { RankingBlock } from './lists/ranking-block.js';
import { loadChrome } from './load-chrome.js';
import type { PageLists } from './page-lists.js';
import { findTarget, targetPage } from './path-page.js';
import type { SiteDeps } from './site-deps.js';

/** The front; or, when its query is an imported permalink (`/?p=12`), the story that it names. */
export async function frontPage(deps: SiteDeps, request: PageRequest): Promise<Rendered> {
  const target = Object.keys(request.query).length > 0 ? await findTarget(deps, request) : undefined;
  if (target !== undefined) return targetPage(deps, request, target);
  const chrome = await loadChrome(deps);
  const tops = chrome.sections.filter(({ parentId }) => parentId === null);
  const [pinned, latest, bySection, lists] = await Promise.all([
    deps.stories.lead(),
    deps.stories.latest({ kind: 'site' }, frontCandidates),
    Promise.all(
      tops.map(({ id }) => deps.stories.latest({ kind: 'section', sectionId: id }, sectionCandidates)),
    ),
    deps.lists.forFront(),
  ]);
  const front = arrangeFront(
    latest,
    tops.map((section, index) => ({ section, cards: bySection[index]! })),
    chrome.paper.language,
    pinned,
  );
  const html = renderDocument({
    chrome,
    masthead: 'large',
    facts: { title: '', description: chrome.paper.tagline, canonical: '/', feedsOf: '/' },
    children: <FrontPage chrome={chrome} front={front} lists={lists} newest={latest[0]} />,
  });
  const ranked = lists.ranking.rows.map(({ card }) => card);
  return htmlPage(
    200,
    html,
    tagsOf(
      [frontTag, paperTag, dayTag],
      lists.tags,
      tops.map(({ id }) => sectionTag(id)),
      cardTags([...(pinned ? [pinned] : []), ...latest, ...bySection.flat(), ...ranked]),
    ),
  );
}

interface FrontPageProps {
  readonly chrome: Chrome;
  readonly front: Front;
  readonly lists: PageLists;
  readonly newest: StoryCard | undefined;
}

function FrontPage({ chrome, front, lists, newest }: FrontPageProps) {
  if (front.lead === undefined) return <p class="nothing">{chrome.labels.noStories}</p>;
  return (
    <div class="front">
      {newest?.firstPublishedAt !== undefined && (
        <p class="front-date">
          <Phrase
            text={chrome.labels.lastPublished}
            slots={{ time: <Time instant={newest.firstPublishedAt} style="full" writing={chrome.writing} /> }}
          />
        </p>
      )}
      <Lead chrome={chrome} card={front.lead} />
      <ol class="seconds">
        {front.seconds.map((card, index) => (
          <li>
            {index === 0 && <CardPicture card={card} sizes="(min-width: 68.75em) 17rem, 92vw" />}
            <CardHeadline chrome={chrome} card={card} level={2} />
            <CardStandfirst chrome={chrome} card={card} />
          </li>
        ))}
      </ol>
      <RankingBlock chrome={chrome} ranking={lists.ranking} edition={lists.edition} />
      <div class="front-sections">
        {front.sections.map(({ section, cards }) => (
          <FrontSection chrome={chrome} section={section} cards={cards} />
        ))}
      </div>
    </div>
  );
}

const Lead = ({ chrome, card }: { readonly chrome: Chrome; readonly card: StoryCard }) => (
  <article class={card.picture ? 'front-lead' : 'front-lead without-picture'}>
    <CardPicture card={card} sizes="(min-width: 68.75em) 36rem, 100vw" isLead />
    <CardHeadline chrome={chrome} card={card} level={2} />
    <CardStandfirst chrome={chrome} card={card} />
    <p class="row-byline">
      {card.bylineText !== '' && `${card.bylineText} · `}
      <CardDate chrome={chrome} card={card} />
    </p>
  </article>
);

interface FrontSectionProps {
  readonly chrome: Chrome;
  readonly section: Section;
  readonly cards: readonly StoryCard[];
}

function FrontSection({ chrome, section, cards }: FrontSectionProps) {
  const [first, ...rest] = cards;
  if (first === undefined) return null;
  return (
    <section class="front-section" aria-label={section.name}>
      <h2 class="section-name" dir="auto">
        <a href={sectionHref(section.path)}>{section.name}</a>
      </h2>
      <article class="section-first">
        <CardPicture card={first} sizes="(min-width: 68.75em) 20rem, 92vw" />
        <CardHeadline chrome={chrome} card={first} level={3} />
        <CardStandfirst chrome={chrome} card={first} />
      </article>
      <ul class="section-rest">
        {rest.map((card) => (
          <li>
            <CardHeadline chrome={chrome} card={card} level={3} />
          </li>
        ))}
      </ul>
    </section>
  );
}
