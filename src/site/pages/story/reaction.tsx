import { formatCount, Time } from '../../theme/dates.js';
import { Phrase, pluralOf } from '../../theme/phrase.js';
import type { StoryView } from './story-page.js';

/** Given once, taken back at will. A plain form; the script only spares the reader a new page. */
export function Reaction(view: StoryView) {
  const { published, labels, token } = view;
  return (
    <form
      class="reaction"
      method="post"
      action="/api/v1/reactions"
      data-reaction
      data-given={labels.worthReadingGiven}
    >
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="storyId" value={published.story.id} />
      <button type="submit">
        <svg class="mark" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path d="M3 1.5h10v13l-5-4-5 4z" />
        </svg>
        <span data-reaction-label>{labels.worthReading}</span>
      </button>
      <ReactionCount {...view} />
    </form>
  );
}

function ReactionCount({ counts, labels, chrome }: StoryView) {
  if (counts === undefined) return null;
  const writing = { ...chrome.writing, locale: labels.locale };
  const count = <b data-reaction-count>{formatCount(counts.reactions, writing)}</b>;
  const time = <Time instant={counts.at} style="recent" writing={writing} />;
  return (
    <p class="reaction-count">
      <Phrase text={pluralOf(labels.readersSaidSo, counts.reactions, labels.locale)} slots={{ count }} />{' '}
      <Phrase text={labels.countedAt} slots={{ time }} />
    </p>
  );
}
