import type { ComponentChildren } from 'preact';
import type { StoryCard } from '../../newsroom/stories/published-stories.js';
import { hrefOf } from '../addresses.js';
import { type Chrome, langOf } from './chrome.js';
import { Time } from './dates.js';
import { Picture } from './picture.js';

interface HeadlineProps {
  readonly chrome: Chrome;
  readonly card: StoryCard;
  readonly level: 2 | 3;
  /** Attributes for the list's events. */
  readonly data?: Readonly<Record<`data-${string}`, string | number>>;
}

/** Kicker and headline of a story elsewhere, as a link. */
export function CardHeadline({ chrome, card, level, data = {} }: HeadlineProps) {
  const Heading = `h${level}` as 'h2';
  return (
    <Heading class="card-headline" {...langOf(chrome, card.language)}>
      {card.kicker !== '' && <span class="kicker">{card.kicker} </span>}
      <a href={hrefOf(card.path)} {...data}>
        {card.headline}
      </a>
    </Heading>
  );
}

export const CardStandfirst = ({ chrome, card }: { readonly chrome: Chrome; readonly card: StoryCard }) =>
  card.standfirst === '' ? null : (
    <p class="card-standfirst" {...langOf(chrome, card.language)}>
      {card.standfirst}
    </p>
  );

/** A card's picture. Its headline is the link; the picture is only shown, so it says nothing to a screen reader. */
export const CardPicture = ({
  card,
  sizes,
  isLead = false,
}: {
  readonly card: StoryCard;
  readonly sizes: string;
  readonly isLead?: boolean;
}) => (card.picture ? <Picture {...card.picture} altText="" sizes={sizes} isLead={isLead} /> : null);

/** When the story was first published, or that nobody knows. */
export const CardDate = ({ chrome, card }: { readonly chrome: Chrome; readonly card: StoryCard }) =>
  card.firstPublishedAt === undefined ? (
    <span class="card-date">{chrome.labels.undatedStories}</span>
  ) : (
    <span class="card-date">
      <Time instant={card.firstPublishedAt} style="shortDay" writing={chrome.writing} />
    </span>
  );

interface DatedRowProps {
  readonly chrome: Chrome;
  readonly card: StoryCard;
  readonly children?: ComponentChildren;
}

/** A row of a dated list: date at the side, then kicker, headline, standfirst; children below. */
export const DatedRow = ({ chrome, card, children }: DatedRowProps) => (
  <li class="dated-row">
    <p class="row-date">
      <CardDate chrome={chrome} card={card} />
      {card.firstPublishedAt !== undefined && (
        <span class="row-time">
          <Time instant={card.firstPublishedAt} style="time" writing={chrome.writing} />
        </span>
      )}
    </p>
    <div class="row-story">
      <CardHeadline chrome={chrome} card={card} level={2} />
      {children ?? <CardStandfirst chrome={chrome} card={card} />}
      {card.bylineText !== '' && (
        <p class="row-byline" {...langOf(chrome, card.language)}>
          {card.bylineText}
        </p>
      )}
    </div>
    {card.picture && <CardPicture card={card} sizes="10rem" />}
  </li>
);
