import type { ClosedDay } from '../../../audience/ledger/counted-story.js';
import { formatCount, Time, type Writing } from '../../theme/dates.js';
import { WideTable } from '../../theme/wide-table.js';

interface ClosedDaysProps {
  readonly days: readonly ClosedDay[];
  readonly writing: Writing;
}

/** The sealed days of a story. The hash is of the whole day's record, so two stories of one day show the same. */
export const ClosedDays = ({ days, writing }: ClosedDaysProps) => (
  <>
    <h2>Closed days</h2>
    <p>
      A closed day is sealed and is not counted again. Its seal is the SHA-256 of the record of that day for
      the whole site, which holds the seal of the day before: whoever changes a number breaks every seal after
      it. Readers of different days must not be added up.
    </p>
    <WideTable label="Closed days">
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col" class="number">
            Views
          </th>
          <th scope="col" class="number">
            Readers
          </th>
          <th scope="col" class="number">
            Reads
          </th>
          <th scope="col">Closed</th>
          <th scope="col">Rules</th>
          <th scope="col">Seal of the day (SHA-256)</th>
        </tr>
      </thead>
      <tbody>
        {days.map(({ day, views, readers, reads, closedAt, rulesVersion, hash }) => (
          <tr>
            <th scope="row">
              <time dateTime={day}>{day}</time>
            </th>
            <td class="number">{formatCount(views, writing)}</td>
            <td class="number">{formatCount(readers, writing)}</td>
            <td class="number">{formatCount(reads, writing)}</td>
            <td>
              <Time instant={closedAt} style="full" writing={writing} />
            </td>
            <td>{rulesVersion}</td>
            <td>
              <code class="seal">{hash}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  </>
);
