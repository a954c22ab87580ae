import { type CountingRuleName, countingRules, rulesVersion } from '../../../audience/rules.js';
import { WideTable } from '../../theme/wide-table.js';

/** What each number of the rules is called in the table. A rule without a name does not compile. */
const ruleNames: Readonly<Record<CountingRuleName, string>> = {
  visibleBeforeViewSeconds: 'Visible before a view',
  repeatWindowSeconds: 'Repeats within this count once',
  placeRepeatMinutes: 'A place of a list seen or followed again within this counts once',
  tokenDays: 'A page can report views for',
  eventIdDays: 'A message’s number is remembered for',
  eventAgeMinutes: 'A message may be late by',
  eventsPerRequest: 'Events in one message, at most',
  requestBytes: 'Size of one message, at most',
  impressionVisibleSeconds: 'Link visible before it counts as seen',
  impressionVisiblePercent: 'Part of the link that must be visible',
  wordsPerMinute: 'Speed that a read assumes',
  readAtLeastSeconds: 'A read takes at least',
  readAtMostSeconds: 'A read asks for no more than',
  dwellAtMostSeconds: 'Time on a page is believed up to',
  browserViewsPerMinute: 'Views of one browser, at most',
  networkViewsPerMinute: 'Views of one network, at most',
  restlessBrowserViews: 'Views of one browser before its stays are judged',
  restlessNetworkViews: 'Views of one network before its stays are judged',
  restlessStayedPercent: 'Of these, stayed on by readers at least',
  restlessHalfLifeMinutes: 'What is remembered of them halves in',
  restlessDelayMinutes: 'A view waits before it is judged by',
  crowdWindowMinutes: 'Views of one story from one network are summed over',
  crowdFreeViews: 'Of these, always plausible',
  crowdElsewherePercent: 'And of the story’s views from elsewhere',
  crowdUsualTimes: 'And of what the network’s part in other stories lets expect',
  groupCommitMs: 'Events wait for one another',
  queuedEventsAtMost: 'Events waiting, at most',
  fiveMinuteTalliesHours: 'Five-minute tallies are kept for',
  eventsKeptDays: 'Single events are kept for',
  followsKeptDays: 'Ways from one story to another are kept for',
  closeAfterMinutes: 'A day closes after its midnight by',
  readerKeyBytes: 'Length of a reader’s key',
  sketchPrecision: 'Precision of the sketch of a day’s readers',
};

export const RuleTable = () => (
  <>
    <h2>The numbers behind the rules</h2>
    <WideTable label="The numbers behind the rules">
      <caption>Rules, version {rulesVersion}</caption>
      <thead>
        <tr>
          <th scope="col">Rule</th>
          <th scope="col">Value</th>
          <th scope="col">Reason</th>
        </tr>
      </thead>
      <tbody>
        {(Object.keys(ruleNames) as CountingRuleName[]).map((name) => (
          <tr>
            <th scope="row">{ruleNames[name]}</th>
            <td class="number">
              {countingRules[name].value.toLocaleString('en-GB')} {countingRules[name].unit}
            </td>
            <td>{countingRules[name].reason}</td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  </>
);
