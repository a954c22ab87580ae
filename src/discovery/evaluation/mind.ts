import type { Instant } from '../../base/clock.js';

/** One slate shown to one person: what was in it and what was clicked. */
export interface SlateRow {
  readonly at: Instant;
  readonly personId: string;
  /** What the person read before, oldest first. On a site only the person's own device knows it. */
  readonly history: readonly string[];
  readonly storyIds: readonly string[];
  readonly clicked: readonly boolean[];
}

/** Rows of a MIND behaviours file (id, user, time, history, `story-clicked` list), by time. Its times name no zone. */
export function parseMind(lines: readonly string[]): SlateRow[] {
  const rows: SlateRow[] = [];
  for (const line of lines) {
    const [, personId, time, history, slate] = line.split('\t');
    if (!personId || !time || !slate) continue;
    const shown = slate.split(' ').map((entry) => entry.split('-'));
    rows.push({
      at: Date.parse(`${time} UTC`),
      personId,
      history: (history ?? '').split(' ').filter(Boolean),
      storyIds: shown.map(([storyId]) => storyId!),
      clicked: shown.map(([, clicked]) => clicked === '1'),
    });
  }
  return rows.sort((a, b) => a.at - b.at);
}

/** A story of a MIND news file, as far as lists need it. */
export interface MindStory {
  readonly storyId: string;
  readonly section: string;
  readonly topic: string;
  readonly headline: string;
}

/** Stories of a MIND news file (id, category, subcategory, title …). */
export const parseMindNews = (lines: readonly string[]): MindStory[] =>
  lines.flatMap((line) => {
    const [storyId, section, topic, headline] = line.split('\t');
    return storyId && section && topic && headline ? [{ storyId, section, topic, headline }] : [];
  });
