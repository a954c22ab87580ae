import type { SlateRow } from './mind.js';
import type { View } from './views.js';

interface Behaviour {
  readonly impression_time: string;
  readonly user_id: number;
  readonly article_ids_inview: readonly number[];
  readonly article_ids_clicked: readonly number[];
}

interface History {
  readonly impression_time_fixed: readonly string[];
  readonly article_id_fixed: readonly number[];
  readonly read_time_fixed: readonly (number | null)[];
}

/** A view, and how long it took. */
export interface TimedView extends View {
  readonly readSeconds: number;
}

/** Slates of an EB-NeRD behaviours file, one JSON object a line, by time. */
export function parseEbnerdSlates(lines: readonly string[]): SlateRow[] {
  const rows = lines.filter(Boolean).map((line): SlateRow => {
    const row = JSON.parse(line) as Behaviour;
    const clicked = new Set(row.article_ids_clicked);
    return {
      at: Date.parse(row.impression_time),
      personId: String(row.user_id),
      history: [],
      storyIds: row.article_ids_inview.map(String),
      clicked: row.article_ids_inview.map((id) => clicked.has(id)),
    };
  });
  return rows.sort((a, b) => a.at - b.at);
}

/** Reads of an EB-NeRD history file, of all its people together, by time. */
export function parseEbnerdReads(lines: readonly string[]): TimedView[] {
  const views = lines.filter(Boolean).flatMap((line): TimedView[] => {
    const row = JSON.parse(line) as History;
    return row.article_id_fixed.map((id, index) => ({
      storyId: String(id),
      at: Date.parse(row.impression_time_fixed[index]!),
      readSeconds: row.read_time_fixed[index] ?? 0,
    }));
  });
  return views.sort((a, b) => a.at - b.at);
}

/** Clicks in slates as views. */
export const viewsOfClicks = (rows: readonly SlateRow[]): View[] =>
  rows.flatMap(({ at, storyIds, clicked }) =>
    storyIds.filter((_, index) => clicked[index]).map((storyId) => ({ storyId, at })),
  );
