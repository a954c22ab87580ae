import type { KeptImportedCount } from '../../../audience/ledger/imported-count.js';
import { formatCount, Time, type Writing } from '../../theme/dates.js';

interface ImportedCountsProps {
  readonly counts: readonly KeptImportedCount[];
  readonly writing: Writing;
}

/** What another system said before. Under a heading of its own, so that nobody adds it to ours. */
export const ImportedCounts = ({ counts, writing }: ImportedCountsProps) => (
  <>
    <h2>Counted by another system</h2>
    <ul class="facts">
      {counts.map(({ system, views, untilDay, broughtAt }) => (
        <li>
          <b>{formatCount(views, writing)}</b> {views === 1 ? 'view' : 'views'} counted by <bdi>{system}</bdi>{' '}
          {untilDay === '' ? (
            <>
              (until a day that it does not name; brought in on{' '}
              <Time instant={broughtAt} style="day" writing={writing} />)
            </>
          ) : (
            <>
              until <time dateTime={untilDay}>{untilDay}</time>
            </>
          )}
          , by its own rules; not part of our numbers.
        </li>
      ))}
    </ul>
  </>
);
