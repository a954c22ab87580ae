import type { CountedStory, EventClass } from '../../../audience/ledger/counted-story.js';
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
  unverified: ['Unverified', 'The message’s proof of where it came from was false or too old.'],
};

interface ClassTableProps {
  readonly totals: CountedStory['totals'];
  readonly writing: Writing;
}

export const ClassTable = ({ totals, writing }: ClassTableProps) => (
  <WideTable label="Events by class">
    <thead>
      <tr>
        <th scope="col">Class</th>
        <th scope="col" class="number">
          Events
        </th>
        <th scope="col">Meaning</th>
      </tr>
    </thead>
    <tbody>
      {(Object.keys(classWords) as EventClass[]).map((name) => (
        <tr>
          <th scope="row">{classWords[name][0]}</th>
          <td class="number">{formatCount(totals[name] ?? 0, writing)}</td>
          <td>{classWords[name][1]}</td>
        </tr>
      ))}
    </tbody>
  </WideTable>
);
