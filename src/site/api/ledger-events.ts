import { browserFamily } from '../../audience/intake/browser-family.js';
import type { EventBatch, ReaderEvent } from '../../audience/intake/event-schema.js';
import type { PageSlate, PageSlates } from '../../audience/intake/page-slate.js';
import type { PlaceVerdicts } from '../../audience/intake/place-verdict.js';
import type { Verdict } from '../../audience/intake/verdict.js';
import type { LedgerEvent } from '../../audience/ledger/ledger-event.js';
import { countingRules } from '../../audience/rules.js';
import { type ReadHit, storyOf } from './read-hit.js';

/** A report of which everything is known that makes its events count, or not. */
export interface JudgedReport {
  readonly read: ReadHit;
  readonly batch: EventBatch;
  /** Those of the batch that are kept. */
  readonly events: readonly ReaderEvent[];
  readonly verdict: Verdict;
  /** The story before this page, for the view that tells a way. */
  readonly from: LedgerEvent['cameFrom'];
}

/** The events as the ledger takes them. */
export function ledgerEvents(
  report: JudgedReport,
  places: PlaceVerdicts,
  slates: PageSlates | undefined,
): readonly LedgerEvent[] {
  const { read, batch, events, verdict, from } = report;
  const { hit, network } = read;
  const shared = {
    storyId: storyOf(hit.token),
    receivedAt: hit.receivedAt,
    verdict,
    readerKey: read.readerKey('view'),
    browserKey: hit.browserKey,
    browser: browserFamily(hit.agent),
    network,
    readSeconds: hit.token.ok ? hit.token.value.readSeconds : 0,
  };
  const slate = batch.slate === undefined ? undefined : slates?.open(batch.token, batch.slate);
  return events.map((event) => {
    const { id, kind } = event;
    const occurredAt = hit.receivedAt - event.ageMs;
    if (kind === 'view')
      return { ...shared, id, kind, occurredAt, cameFrom: event.from === undefined ? undefined : from };
    if (kind === 'leave') return { ...shared, id, kind, occurredAt, ...stayOf(event) };
    const { list, position, edition } = event;
    return {
      ...shared,
      id,
      kind,
      occurredAt,
      list,
      position,
      edition,
      ...placeOf(event, slate, report, places),
    };
  });
}

type Told<Kind extends ReaderEvent['kind']> = Extract<ReaderEvent, { kind: Kind }>;

const stayOf = ({ dwellSeconds, scrollPercent }: Told<'leave'>) => ({
  dwellSeconds: Math.min(Math.round(dwellSeconds), countingRules.dwellAtMostSeconds.value),
  scrollPercent: Math.round(scrollPercent),
});

/** A place of a list counts as what the page showed there. */
function placeOf(
  told: Told<'impression' | 'click'>,
  slate: PageSlate | undefined,
  { read, verdict }: JudgedReport,
  places: PlaceVerdicts,
): Pick<LedgerEvent, 'shown' | 'verdict'> {
  if (told.list === 'personal') return { verdict };
  const place =
    slate?.edition === told.edition
      ? slate?.places.find(({ list, position }) => list === told.list && position === told.position)
      : undefined;
  return {
    verdict: verdict === 'accepted' ? places(read.hit, told.kind, place) : verdict,
    shown: place && { storyId: place.storyId, propensity: place.propensity },
  };
}
