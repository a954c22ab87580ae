import { dropReasonTexts } from '../../../audience/intake/drop-reason-texts.js';
import { dropReasons } from '../../../audience/intake/verdict.js';
import type { CountedStory, DroppedViews, EventClass } from '../../../audience/ledger/counted-story.js';
import { formatCount, type Writing } from '../../theme/dates.js';
import { WideTable } from '../../theme/wide-table.js';

/** What each class of the ledger means. A class without words does not compile. */
const classWords: Readonly<Record<EventClass, readonly [name: string, meaning: string]>> = {
  valid: ['Counted', 'The public number.'],
  repeat: ['Repeats', 'The same reader came back within the time that counts once.'],
  'seen-id': ['Already counted', 'A message that arrived more than once.'],
  bot: ['Programs', 'Visitors that say they are programs, or behave as no person does.'],
  'data-centre': ['Data centres', 'Visits from addresses of server farms, where few people read.'],
  prefetch: ['Fetched in advance', 'A browser loaded the page in case it would be wanted.'],
  staff: ['Staff', 'People signed in to the newsroom.'],
  unverified: ['Unverified', 'Nothing shows that a reader was there.'],
};

interface ClassTableProps {
  readonly totals: CountedStory['totals'];
  readonly dropped: readonly DroppedViews[];
  readonly writing: Writing;
}

/** Every view that was reported, by what became of it; below each class the reasons for which it was dropped. */
export const ClassTable = ({ totals, dropped, writing }: ClassTableProps) => (
  <WideTable label="Views by what became of them">
    <thead>
      <tr>
        <th scope="col">What became of it</th>
        <th scope="col" class="number">
          Views
        </th>
        <th scope="col">Why</th>
      </tr>
    </thead>
    {(Object.keys(classWords) as EventClass[]).map((name) => (
      <tbody>
        <tr>
          <th scope="rowgroup">{classWords[name][0]}</th>
          <td class="number">{formatCount(totals[name] ?? 0, writing)}</td>
          <td>{classWords[name][1]}</td>
        </tr>
        {dropped
          .filter(({ reason }) => dropReasons[reason] === name)
          .map((one) => (
            <ReasonRow {...one} writing={writing} />
          ))}
      </tbody>
    ))}
  </WideTable>
);

const ReasonRow = ({ reason, views, writing }: DroppedViews & Pick<ClassTableProps, 'writing'>) => (
  <tr class="drop-reason">
    <th scope="row">
      <code>{reason}</code>
    </th>
    <td class="number">{formatCount(views, writing)}</td>
    <td>{dropReasonTexts[reason]}</td>
  </tr>
);

/** Views that arrived and are not in the public number. */
export const droppedTotal = (dropped: readonly DroppedViews[]): number =>
  dropped.reduce((sum, { views }) => sum + views, 0);
