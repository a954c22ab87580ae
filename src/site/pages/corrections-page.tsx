import type { Correction } from '../../newsroom/corrections/correction.js';
import type { StoryCard } from '../../newsroom/stories/published-stories.js';
import { hrefOf } from '../addresses.js';
import { cardTags, correctionsTag, paperTag, tagsOf } from '../cache-tags.js';
import { htmlPage, type PageRequest, type Rendered } from '../http/page-route.js';
import { Breadcrumb } from '../theme/breadcrumb.js';
import { type Chrome, langOf } from '../theme/chrome.js';
import { Time } from '../theme/dates.js';
import { renderDocument } from '../theme/document.js';
import { storyLabelsFor } from '../theme/labels/story-labels.js';
import { loadChrome } from './load-chrome.js';
import type { SiteDeps } from './site-deps.js';

const correctionsShown = 200;

/** /corrections: what was wrong, across the paper. */
export async function correctionsPage(deps: SiteDeps, _: PageRequest): Promise<Rendered> {
  const [chrome, rows] = await Promise.all([
    loadChrome(deps),
    deps.stories.latestCorrections(correctionsShown),
  ]);
  const { labels } = chrome;
  const html = renderDocument({
    chrome,
    facts: { title: labels.corrections, description: labels.correctionsIntro, canonical: '/corrections' },
    children: (
      <div class="list-layout">
        <header class="list-head">
          <Breadcrumb chrome={chrome} sections={[]} />
          <h1>{labels.corrections}</h1>
          <p class="standfirst">{labels.correctionsIntro}</p>
        </header>
        {rows.length === 0 ? (
          <p class="nothing">{labels.noCorrections}</p>
        ) : (
          <ol class="dated dated-list">
            {rows.map(({ correction, card }) => (
              <CorrectionRow chrome={chrome} correction={correction} card={card} />
            ))}
          </ol>
        )}
      </div>
    ),
  });
  return htmlPage(200, html, tagsOf(correctionsTag, paperTag, cardTags(rows.map(({ card }) => card))));
}

interface CorrectionRowProps {
  readonly chrome: Chrome;
  readonly correction: Correction;
  readonly card: StoryCard;
}

const CorrectionRow = ({ chrome, correction, card }: CorrectionRowProps) => (
  <li class="dated-row">
    <p class="row-date">
      <Time instant={correction.at} style="shortDay" writing={chrome.writing} />
      <span class="row-time">
        <Time instant={correction.at} style="time" writing={chrome.writing} />
      </span>
    </p>
    <div class="row-story" {...langOf(chrome, card.language)}>
      <h2 class="card-headline">
        <span class="kicker">{storyLabelsFor(card.language).corrections[correction.kind]} </span>
        <a href={hrefOf(card.path)}>{card.headline}</a>
      </h2>
      <p class="correction-text">{correction.text}</p>
    </div>
  </li>
);
