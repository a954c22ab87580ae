import type { Chrome } from '../../theme/chrome.js';
import { DatedRow } from '../../theme/story-card.js';
import type { DatedPage } from '../dated-page.js';

interface DatedListProps {
  readonly chrome: Chrome;
  readonly page: DatedPage;
  /** Address of the list's first page. */
  readonly href: string;
}

/** A dated list with the way to older stories and back to the newest. */
export function DatedList({ chrome, page, href }: DatedListProps) {
  const { labels } = chrome;
  if (page.cards.length === 0) {
    return <p class="nothing">{page.isFirst ? labels.noStories : labels.noOlderStories}</p>;
  }
  return (
    <div class="dated">
      <ol class="dated-list">
        {page.cards.map((card) => (
          <DatedRow chrome={chrome} card={card} />
        ))}
      </ol>
      {(page.next !== undefined || !page.isFirst) && (
        <p class="ways-on">
          {!page.isFirst && <a href={href}>{labels.newestStories}</a>}{' '}
          {page.next !== undefined && (
            <a href={`${href}?after=${page.next}`} rel="next">
              {labels.olderStories}
            </a>
          )}
        </p>
      )}
    </div>
  );
}
