import type { RestatedViews } from '../../../audience/ledger/counted-story.js';
import { formatCount, Time, type Writing } from '../../theme/dates.js';
import { WideTable } from '../../theme/wide-table.js';

interface RestatementsProps {
  readonly restatements: readonly RestatedViews[];
  readonly writing: Writing;
}

/** Counts by other rules, each beside the number that it does not replace. */
export const Restatements = ({ restatements, writing }: RestatementsProps) => (
  <>
    <h2>Counted again by other rules</h2>
    <p>
      The evidence that was still kept was counted again. The first number stands; the other one stands beside
      it.
    </p>
    <WideTable label="Counted again by other rules">
      <thead>
        <tr>
          <th scope="col">Hours</th>
          <th scope="col" class="number">
            First number
          </th>
          <th scope="col" class="number">
            Restated
          </th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {restatements.map(({ madeAt, rulesVersion, reason, startsAt, endsAt, viewsBefore, viewsAfter }) => (
          <tr>
            <th scope="row">
              <Time instant={startsAt} style="full" writing={writing} /> until{' '}
              <Time instant={endsAt} style="full" writing={writing} />
            </th>
            <td class="number">{formatCount(viewsBefore, writing)}</td>
            <td class="number">{formatCount(viewsAfter, writing)}</td>
            <td class="in-words">
              <bdi>{reason}</bdi>
              <br />
              By version {rulesVersion} of the rules, <Time instant={madeAt} style="full" writing={writing} />
              .
            </td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  </>
);
