import { countedHereAgain } from './count-again.js';
import type { Place } from './place.js';
import type { Visits } from './visits.js';

/** What the database says of valid views and leaves, all stories and hours together. */
export interface Sums {
  readonly views: number;
  readonly leaves: number;
}

export async function validSums(place: Place): Promise<Sums> {
  const [row] = await place.query<{ views: unknown; leaves: unknown }>(
    `select coalesce(sum(views), 0) as views, coalesce(sum(leaves), 0) as leaves from tallies where class = 'valid'`,
  );
  return { views: Number(row!.views), leaves: Number(row!.leaves) };
}

/**
 * Acknowledged = counted: no id that was told with 202 is missing, and what is tallied over `before` is what stands
 * under an id, neither more nor less. What was sent and not acknowledged may be kept or not.
 */
export async function auditCounts(
  place: Place,
  visits: Visits,
  before: Sums,
  when: string,
): Promise<string[]> {
  const rows = await place.query<{ id: string }>('select id from event_ids');
  const kept = new Set(rows.map(({ id }) => id));
  const views = visits.all.filter(({ viewId }) => kept.has(viewId)).length;
  const leaves = visits.all.filter(({ leaveId }) => leaveId !== undefined && kept.has(leaveId)).length;
  const missing = visits.all.filter(
    ({ isAcknowledged, viewId, leaveId }) =>
      isAcknowledged && !(kept.has(viewId) && (leaveId === undefined || kept.has(leaveId))),
  ).length;
  const sums = await validSums(place);
  const counted = { views: sums.views - before.views, leaves: sums.leaves - before.leaves };
  return [
    ...(missing > 0 ? [`${when}: ${missing} acknowledged visits are missing`] : []),
    ...(counted.views === views ? [] : [`${when}: ${counted.views} views counted for ${views} ids`]),
    ...(counted.leaves === leaves ? [] : [`${when}: ${counted.leaves} leaves counted for ${leaves} ids`]),
  ];
}

/** After everything came again: each visit stands once. */
export async function auditAll(place: Place, visits: Visits, before: Sums): Promise<string[]> {
  const { views, leaves } = await validSums(place);
  const sent = { views: visits.all.length, leaves: visits.all.filter(({ leaveId }) => leaveId).length };
  return [
    ...(await auditCounts(place, visits, before, 'after all came again')),
    ...(views - before.views === sent.views ? [] : [`${views - before.views} views of ${sent.views} sent`]),
    ...(leaves - before.leaves === sent.leaves
      ? []
      : [`${leaves - before.leaves} leaves of ${sent.leaves} sent`]),
    ...(await countedHereAgain(place)),
    ...(await auditFile(place)),
  ];
}

async function auditFile(place: Place): Promise<string[]> {
  if (place.database !== 'SQLite') return [];
  const rows = await place.query<{ integrity_check: string }>('pragma integrity_check');
  return rows.map((row) => row.integrity_check).filter((said) => said !== 'ok');
}
