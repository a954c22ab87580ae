import { secondMs } from '../../base/clock.js';
import type { View } from './views.js';

export interface DeskdropView extends View {
  readonly personId: string;
}

/** The VIEW events of a Deskdrop file (columns timestamp in seconds, eventType, contentId, personId, sessionId), by time. */
export function parseDeskdrop(lines: readonly string[]): DeskdropView[] {
  const views: DeskdropView[] = [];
  for (const line of lines) {
    const [timestamp, eventType, contentId, personId] = line.split(',');
    if (eventType !== 'VIEW' || !contentId || !personId) continue;
    views.push({ storyId: contentId, at: Number(timestamp) * secondMs, personId });
  }
  return views.sort((a, b) => a.at - b.at);
}
