import type { Chrome } from '../../theme/chrome.js';
import { Time } from '../../theme/dates.js';
import { Phrase } from '../../theme/phrase.js';
import { CardHeadline, CardPicture } from '../../theme/story-card.js';
import type { PageLists, RecommendationRow } from '../page-lists.js';
import { recommendationReasonText } from './reasons.js';

interface RecommendationBlockProps {
  readonly chrome: Chrome;
  readonly lists: PageLists;
}

/**
 * What to read next, the same for every reader of the page. Where there is a pool, a button lets the reader's own
 * device pick instead (client/picks.ts, loaded where it is asked for); without scripts it is not shown.
 */
export function RecommendationBlock({ chrome, lists }: RecommendationBlockProps) {
  const { recommendation, edition, poolHref, ranking } = lists;
  const { labels, writing } = chrome;
  if (recommendation.length === 0) return null;
  const time = <Time instant={ranking.builtAt} style="recent" writing={writing} />;
  return (
    <section
      class="list recommendation"
      data-picks={poolHref === undefined ? undefined : ''}
      data-pool={poolHref}
      data-script={poolHref === undefined ? undefined : chrome.asset('picks.js')}
      aria-labelledby="recommendation-title"
    >
      <h2 id="recommendation-title">{labels.recommendation}</h2>
      <p class="list-facts" data-picks-status role="status">
        <Phrase text={labels.recommendationWhy} slots={{ time }} />
      </p>
      <ol data-list="recommendation" data-edition={edition} data-picks-list>
        {recommendation.map((row) => (
          <Row chrome={chrome} row={row} />
        ))}
      </ol>
      {poolHref !== undefined && (
        <p class="make-mine">
          <button type="button" data-picks-on>
            {labels.makeMine}
          </button>
          {labels.staysOnDevice}
        </p>
      )}
    </section>
  );
}

const Row = ({ chrome, row }: { readonly chrome: Chrome; readonly row: RecommendationRow }) => (
  <li>
    <CardPicture card={row.card} sizes="6rem" />
    <CardHeadline
      chrome={chrome}
      card={row.card}
      level={3}
      data={{ 'data-story': row.card.id, 'data-position': row.position }}
    />
    <p class="reason">
      <i>{recommendationReasonText(row, chrome)}</i>
    </p>
  </li>
);
