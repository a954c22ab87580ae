import type { Chrome } from '../../theme/chrome.js';
import { CardDate, CardHeadline } from '../../theme/story-card.js';
import type { RelatedRow } from '../page-lists.js';
import { relatedReasonText } from './reasons.js';

interface RelatedBlockProps {
  readonly chrome: Chrome;
  readonly rows: readonly RelatedRow[];
  readonly edition: number;
}

/** Kicker, headline, reason and date. Nothing related: no list and no heading. */
export function RelatedBlock({ chrome, rows, edition }: RelatedBlockProps) {
  if (rows.length === 0) return null;
  return (
    <section class="list related" aria-labelledby="related-title">
      <h2 id="related-title">{chrome.labels.related}</h2>
      <ol data-list="related" data-edition={edition}>
        {rows.map(({ card, reason }, index) => (
          <li>
            <CardHeadline
              chrome={chrome}
              card={card}
              level={3}
              data={{ 'data-story': card.id, 'data-position': index + 1 }}
            />
            <p class="reason">
              <i>{relatedReasonText(reason, chrome)}</i>
              {reason.kind !== 'background' && <CardDate chrome={chrome} card={card} />}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
