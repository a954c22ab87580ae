import type { StoryCard } from '../../../newsroom/stories/published-stories.js';
import { hrefOf } from '../../addresses.js';
import { type Chrome, langOf } from '../../theme/chrome.js';
import { formatCount, Time } from '../../theme/dates.js';
import { Phrase, phraseText, pluralOf } from '../../theme/phrase.js';
import type { RankingList } from '../page-lists.js';

interface RankingBlockProps {
  readonly chrome: Chrome;
  readonly ranking: RankingList;
  readonly edition: number;
  /** Set on a section's page, whose ranking is of that section alone. */
  readonly sectionName?: string;
}

/** The most read now, with the half-life and the hour; or the newest, and why. */
export function RankingBlock({ chrome, ranking, edition, sectionName }: RankingBlockProps) {
  if (ranking.rows.length === 0) return null;
  return (
    <section class={`list ranking ${ranking.kind}`} aria-labelledby="ranking-title">
      <div class="stays">
        <h2 id="ranking-title">{titleOf(chrome, ranking, sectionName)}</h2>
        <RankingFacts chrome={chrome} ranking={ranking} />
        <ol data-list="ranking" data-edition={edition}>
          {ranking.rows.map(({ card, isHere }, index) => (
            <RankingRow chrome={chrome} card={card} isHere={isHere} position={index + 1} />
          ))}
        </ol>
      </div>
    </section>
  );
}

function titleOf({ labels }: Chrome, { kind }: RankingList, sectionName: string | undefined): string {
  if (kind === 'newest') return labels.newest;
  return sectionName === undefined
    ? labels.mostReadNow
    : phraseText(labels.mostReadNowIn, { name: sectionName });
}

function RankingFacts({ chrome: { labels, writing }, ranking }: RankingFactsProps) {
  const { kind, halfLifeHours, builtAt, clock } = ranking;
  if (kind === 'newest') return <p class="list-facts">{labels.newestWhy}</p>;
  const count = formatCount(halfLifeHours, writing);
  const hours = phraseText(pluralOf(labels.hours, halfLifeHours, writing.locale), { count });
  const time = <Time instant={builtAt} style="recent" writing={writing} />;
  return (
    <p class="list-facts">
      <Phrase
        text={clock === 'site' ? labels.rankingFactsSiteClock : labels.rankingFacts}
        slots={{ hours, time }}
      />{' '}
      · <a href="/how-we-count">{labels.howWeCount}</a>
    </p>
  );
}

type RankingFactsProps = Pick<RankingBlockProps, 'chrome' | 'ranking'>;

interface RankingRowProps {
  readonly chrome: Chrome;
  readonly card: StoryCard;
  readonly isHere: boolean;
  readonly position: number;
}

const RankingRow = ({ chrome, card, isHere, position }: RankingRowProps) => (
  <li>
    <p {...langOf(chrome, card.language)}>
      <a
        href={hrefOf(card.path)}
        data-story={card.id}
        data-position={position}
        aria-current={isHere ? 'page' : undefined}
      >
        {card.headline}
      </a>
    </p>
    {isHere && <p class="here">{chrome.labels.youAreHere}</p>}
  </li>
);
